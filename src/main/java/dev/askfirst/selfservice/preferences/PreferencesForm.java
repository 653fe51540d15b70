package dev.askfirst.selfservice.preferences;

import dev.askfirst.person.point.PreferencesJson;
import dev.askfirst.platform.Sha256;
import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.Nearness;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Preferences.AuthorshipChoice;
import dev.askfirst.policy.term.Preferences.Cap;
import dev.askfirst.policy.term.Preferences.Window;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.selfservice.form.Form;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Preferences as the page's form has them: what stands in its fields, as it is saved or as somebody filled it in. What it has
 * no fields for it keeps as it stands, unless that is ticked to be dropped.
 *
 * @param zone the chosen one, also where it is only {@code guess}
 * @param guess the zone that was preselected without anybody having said so; empty for none
 */
record PreferencesForm(
        WeekRows week,
        boolean neverOnHolidays,
        String zone,
        String guess,
        Often often,
        String by,
        String channel,
        String locale,
        Nearness nearness,
        Set<String> drops) {

    private static final Set<Authorship> ASSISTED = Set.of(Authorship.PERSONAL, Authorship.ASSISTED);
    private static final Set<Authorship> PERSONAL = Set.of(Authorship.PERSONAL);
    private static final List<String> AUTHORS = List.of("any", "assisted", "personal");

    static Optional<Cap> cap(Preferences preferences) {
        return preferences.caps().stream().filter(PreferencesForm::isPlain).findFirst();
    }

    static String by(Preferences preferences) {
        var accepts = preferences.authorship().stream()
                .filter(PreferencesForm::isPlain)
                .map(AuthorshipChoice::accepts)
                .findFirst();
        return accepts.map(it -> it.equals(PERSONAL) ? "personal" : "assisted").orElse("any");
    }

    private static boolean isPlain(Cap cap) {
        return cap.equals(Often.cap(cap.max(), cap.per())) && Often.PERIODS.contains(cap.per());
    }

    private static boolean isPlain(AuthorshipChoice choice) {
        return choice.channel().equals(Scope.ALL)
                && choice.topic().equals(Scope.ALL)
                && (isAssisted(choice) || isHuman(choice));
    }

    static boolean isAssisted(AuthorshipChoice choice) {
        return choice.accepts().equals(ASSISTED);
    }

    static boolean isHuman(AuthorshipChoice choice) {
        return choice.accepts().equals(PERSONAL);
    }

    /** As it is saved, with this zone preselected where none is. */
    static PreferencesForm of(Preferences saved, String guess) {
        var known = saved.timeZone().isPresent();
        return new PreferencesForm(
                WeekRows.of(WeekHours.open(saved.windows())),
                saved.neverOnHolidays(),
                saved.timeZone().orElse(guess),
                known ? "" : guess,
                Often.of(cap(saved)),
                by(saved),
                saved.preferredChannels().stream().findFirst().orElse(""),
                saved.locale().orElse(""),
                saved.nearness(),
                Set.of());
    }

    /** As somebody filled it in; a form without rows for days leaves them as they are saved. */
    static PreferencesForm of(Form form, Preferences saved) {
        return new PreferencesForm(
                WeekRows.of(form).orElseGet(() -> WeekRows.of(WeekHours.open(saved.windows()))),
                form.given("holidays").isPresent(),
                form.text("zone"),
                form.text("guess"),
                Often.of(form),
                form.given("by").orElse("any"),
                form.text("channel"),
                form.text("locale"),
                Stay.asked(form).orElse(saved.nearness()),
                Set.copyOf(form.all("drop")));
    }

    PreferencesForm with(WeekRows rows) {
        return new PreferencesForm(rows, neverOnHolidays, zone, guess, often, by, channel, locale, nearness, drops);
    }

    PreferencesForm with(Often limit, String authors) {
        return new PreferencesForm(
                week, neverOnHolidays, zone, guess, limit, authors, channel, locale, nearness, drops);
    }

    /** The name of a text that says what cannot be saved; empty if nothing is in the way. */
    String problem(Preferences before) {
        if (week.wrong().isPresent()) return "wrongDay";
        if (!week.orderly() || !often.isReadable() || !AUTHORS.contains(by)) return "wrong";
        // No window at all would mean any time.
        return week.open().isEmpty() && kept(before).noneMatch(WeekHours::isGeneral) ? "noDays" : "";
    }

    /** What the form says, on top of what it has no fields for. */
    Preferences on(Preferences before) {
        var wanted = new Preferences(
                given(locale),
                given(zone),
                before.country(),
                windows(before),
                caps(before),
                authorship(before),
                channels(before),
                neverOnHolidays,
                nearness,
                before.usefulFloor(),
                before.learnsHours(),
                before.attention());
        // A guess is saved with what needs it, and not in passing.
        var guessed = before.timeZone().isEmpty() && !guess.isEmpty() && zone.equals(guess);
        return guessed && !wanted.needsZone() ? wanted.in(Optional.empty()) : wanted;
    }

    private static Optional<String> given(String text) {
        return Optional.of(text).filter(it -> !it.isEmpty());
    }

    /** Every hour of every day needs no window, except beside others, which would else be the only ones. */
    private List<Window> windows(Preferences before) {
        var kept = kept(before).toList();
        var open = week.open();
        var any = WeekHours.isAlways(open) && kept.stream().noneMatch(WeekHours::isGeneral);
        return Stream.concat(any ? Stream.of() : WeekHours.windows(open).stream(), kept.stream())
                .toList();
    }

    private Stream<Window> kept(Preferences before) {
        return before.windows().stream()
                .filter(it -> !WeekHours.fits(it))
                .filter(it -> !drops.contains("w" + before.windows().indexOf(it)));
    }

    private List<Cap> caps(Preferences before) {
        var caps = new ArrayList<>(often.cap().stream().toList());
        var plain = cap(before);
        for (var i = 0; i < before.caps().size(); i++) {
            var cap = before.caps().get(i);
            if (plain.filter(cap::equals).isEmpty() && !drops.contains("c" + i)) caps.add(cap);
        }
        return caps;
    }

    private List<AuthorshipChoice> authorship(Preferences before) {
        var choices = new ArrayList<AuthorshipChoice>();
        switch (by) {
            case "assisted" -> choices.add(new AuthorshipChoice(Scope.ALL, Scope.ALL, ASSISTED));
            case "personal" -> choices.add(new AuthorshipChoice(Scope.ALL, Scope.ALL, PERSONAL));
            default -> {}
        }
        before.authorship().stream().filter(it -> !isPlain(it)).forEach(choices::add);
        return choices;
    }

    /** The wish comes first; others that stood there stay behind it. */
    private List<String> channels(Preferences before) {
        if (channel.isEmpty()) return List.of();
        return Stream.concat(
                        Stream.of(channel),
                        before.preferredChannels().stream().skip(1).filter(it -> !it.equals(channel)))
                .toList();
    }

    /** Stands in the form, to tell whether something else was saved meanwhile. */
    static String mark(Preferences preferences) {
        return HexFormat.of()
                .formatHex(Sha256.of(PreferencesJson.write(preferences).toString()))
                .substring(0, 32);
    }
}
