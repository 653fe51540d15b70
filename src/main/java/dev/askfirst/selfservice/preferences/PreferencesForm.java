package dev.askfirst.selfservice.preferences;

import dev.askfirst.person.point.PreferencesJson;
import dev.askfirst.platform.Sha256;
import dev.askfirst.policy.term.Authorship;
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

/** Preferences as the page's form shows them: what it has fields for, and the rest, which it keeps as it stands. */
final class PreferencesForm {

    static final List<String> PERIODS = List.of("P1D", "P7D", "P30D");
    private static final Set<Authorship> ASSISTED = Set.of(Authorship.PERSONAL, Authorship.ASSISTED);
    private static final Set<Authorship> PERSONAL = Set.of(Authorship.PERSONAL);

    private PreferencesForm() {}

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

    static boolean isPlain(Cap cap) {
        return List.of(cap.channel(), cap.controller(), cap.topic()).stream().allMatch(Scope.ALL::equals)
                && cap.reserve().isEmpty()
                && PERIODS.contains(cap.per());
    }

    static boolean isPlain(AuthorshipChoice choice) {
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

    /** Whether what was typed as a limit is one: otherwise it would be taken for none. */
    static boolean isReadable(Form form) {
        return form.given("max")
                .map(String::strip)
                .filter(it -> !it.matches("[0-9]{0,4}"))
                .isEmpty();
    }

    /** What the form says, on top of what it has no fields for. */
    static Preferences read(Form form, Preferences before) {
        return new Preferences(
                form.given("locale"),
                form.given("zone"),
                before.country(),
                windows(form, before),
                caps(form, before),
                authorship(form, before),
                channels(form, before),
                form.given("holidays").isPresent());
    }

    private static List<Window> windows(Form form, Preferences before) {
        var windows = new ArrayList<>(WeekGrid.windows(form.all("cell")));
        for (var i = 0; i < before.windows().size(); i++) {
            var window = before.windows().get(i);
            if (!WeekGrid.fits(window) && !form.all("drop").contains("w" + i)) windows.add(window);
        }
        return windows;
    }

    private static List<Cap> caps(Form form, Preferences before) {
        var caps = new ArrayList<Cap>();
        form.given("max")
                .filter(it -> it.matches("[0-9]{1,4}"))
                .map(Integer::valueOf)
                .ifPresent(max ->
                        caps.add(new Cap(Scope.ALL, Scope.ALL, Scope.ALL, max, form.text("per"), Optional.empty())));
        var plain = cap(before);
        for (var i = 0; i < before.caps().size(); i++) {
            var cap = before.caps().get(i);
            if (plain.filter(cap::equals).isEmpty() && !form.all("drop").contains("c" + i)) caps.add(cap);
        }
        return caps;
    }

    private static List<AuthorshipChoice> authorship(Form form, Preferences before) {
        var choices = new ArrayList<AuthorshipChoice>();
        switch (form.text("by")) {
            case "assisted" -> choices.add(new AuthorshipChoice(Scope.ALL, Scope.ALL, ASSISTED));
            case "personal" -> choices.add(new AuthorshipChoice(Scope.ALL, Scope.ALL, PERSONAL));
            default -> {}
        }
        before.authorship().stream().filter(it -> !isPlain(it)).forEach(choices::add);
        return choices;
    }

    /** The wish comes first; others that stood there stay behind it. */
    private static List<String> channels(Form form, Preferences before) {
        var wish = form.given("channel");
        if (wish.isEmpty()) return List.of();
        var channels = new ArrayList<>(List.of(wish.get()));
        before.preferredChannels().stream()
                .skip(1)
                .filter(it -> !it.equals(wish.get()))
                .forEach(channels::add);
        return channels;
    }

    /** Whether the new preferences could let more messages through than the old ones. */
    static boolean widens(Preferences before, Preferences after) {
        return widensHours(before, after) || widensCaps(before, after) || widensAuthorship(before, after);
    }

    private static boolean widensHours(Preferences before, Preferences after) {
        // Legal hours and limits by the calendar move with the zone too.
        if (before.timeZone().isPresent() && !before.timeZone().equals(after.timeZone())) return true;
        if (before.neverOnHolidays() && !after.neverOnHolidays()) return true;
        if (before.windows().isEmpty()) return false;
        if (after.windows().isEmpty() || !before.timeZone().equals(after.timeZone())) return true;
        var others = after.windows().stream().filter(it -> !WeekGrid.fits(it)).toList();
        var othersBefore =
                before.windows().stream().filter(it -> !WeekGrid.fits(it)).toList();
        var cells = WeekGrid.cells(after.windows());
        return !others.equals(othersBefore)
                || !WeekGrid.cells(before.windows()).containsAll(cells)
                || cells.isEmpty() && !WeekGrid.cells(before.windows()).isEmpty();
    }

    private static boolean widensCaps(Preferences before, Preferences after) {
        return before.caps().stream().anyMatch(cap -> after.caps().stream().noneMatch(it -> atMost(it, cap)));
    }

    private static boolean atMost(Cap cap, Cap before) {
        return cap.max() <= before.max()
                && cap.equals(new Cap(
                        before.channel(),
                        before.controller(),
                        before.topic(),
                        cap.max(),
                        before.per(),
                        before.reserve()));
    }

    private static boolean widensAuthorship(Preferences before, Preferences after) {
        return before.authorship().stream()
                .anyMatch(choice -> after.authorship().stream()
                        .noneMatch(it -> it.channel().equals(choice.channel())
                                && it.topic().equals(choice.topic())
                                && choice.accepts().containsAll(it.accepts())));
    }

    /** Stands in the form, to tell whether something else was saved meanwhile. */
    static String mark(Preferences preferences) {
        return HexFormat.of()
                .formatHex(Sha256.of(PreferencesJson.write(preferences).toString()))
                .substring(0, 32);
    }
}
