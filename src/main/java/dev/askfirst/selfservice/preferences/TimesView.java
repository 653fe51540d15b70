package dev.askfirst.selfservice.preferences;

import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.platform.language.Languages;
import dev.askfirst.platform.time.Zones;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.selfservice.form.CatalogNames;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The form that says when, how and how often. It shows what stands there or, where that could not be saved, what somebody
 * had filled in.
 *
 * @param seen the mark of what is saved now
 * @param stored where something else was saved meanwhile, what that is
 */
record TimesView(
        String seen,
        List<String> slots,
        List<DayView> days,
        boolean neverOnHolidays,
        List<Option> zones,
        String max,
        String per,
        String by,
        List<Option> channels,
        List<Option> languages,
        List<Option> others,
        String note,
        List<String> stored) {

    public record DayView(String name, String brief, List<Cell> cells) {}

    public record Cell(String id, String label, boolean on) {}

    public record Option(String value, String name, boolean chosen) {}

    private static final Pattern PLACE =
            Pattern.compile("(Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/[A-Za-z_/-]+");
    private static final List<String> PLACES = Zones.current().names().stream()
            .filter(PLACE.asMatchPredicate())
            .sorted()
            .toList();

    /** Whether the note says why nothing was saved. */
    public boolean refused() {
        return !note.isEmpty() && !note.equals("saved");
    }

    public boolean changed() {
        return !stored.isEmpty();
    }

    static TimesView of(OwnTerms.Seen seen, Preferences shown, Set<String> drops, String language, String note) {
        var stored = seen.terms().preferences();
        var locale = Languages.locale(language);
        var cap = PreferencesForm.cap(shown);
        return new TimesView(
                PreferencesForm.mark(stored),
                IntStream.range(0, WeekGrid.slots()).mapToObj(TimesView::slot).toList(),
                WeekGrid.DAYS.stream()
                        .map(day -> day(day, WeekGrid.cells(shown.windows()), locale))
                        .toList(),
                shown.neverOnHolidays(),
                options(withChosen(PLACES, shown.timeZone()), shown.timeZone(), it -> it.replace('_', ' ')),
                cap.map(it -> Integer.toString(it.max())).orElse(""),
                cap.map(Preferences.Cap::per).orElse("P7D"),
                PreferencesForm.by(shown),
                channels(seen, shown, language),
                options(withChosen(Languages.ALL, shown.locale()), shown.locale(), TimesView::ownName),
                others(stored, drops, new WishWords(seen.catalog(), language)),
                note,
                List.of());
    }

    /** The same with what was saved meanwhile, so that nobody's choice is lost unseen. */
    TimesView changed(List<String> now) {
        return new TimesView(
                seen,
                slots,
                days,
                neverOnHolidays,
                zones,
                max,
                per,
                by,
                channels,
                languages,
                others,
                note,
                List.copyOf(now));
    }

    /** What is saved, in lines. */
    static List<String> lines(OwnTerms.Seen seen, String language) {
        var stored = seen.terms().preferences();
        var words = new WishWords(seen.catalog(), language);
        var lines = new ArrayList<String>();
        stored.windows().forEach(it -> lines.add(words.of(it)));
        if (stored.neverOnHolidays()) lines.add(words.neverOnHolidays());
        stored.caps().forEach(it -> lines.add(words.of(it)));
        stored.authorship().forEach(it -> lines.add(words.of(it)));
        stored.preferredChannels().forEach(it -> lines.add(words.channel(it)));
        stored.locale().ifPresent(it -> lines.add(ownName(it)));
        stored.timeZone().ifPresent(it -> lines.add(it.replace('_', ' ')));
        if (lines.isEmpty()) lines.add(words.nothing());
        return lines;
    }

    private static DayView day(Preferences.Day day, Set<String> on, Locale locale) {
        var name = name(day, TextStyle.FULL_STANDALONE, locale);
        var cells = IntStream.range(0, WeekGrid.slots())
                .mapToObj(slot -> WeekGrid.cell(day, slot))
                .toList();
        return new DayView(
                name,
                name(day, TextStyle.SHORT_STANDALONE, locale),
                IntStream.range(0, WeekGrid.slots())
                        .mapToObj(slot ->
                                new Cell(cells.get(slot), name + " " + slot(slot), on.contains(cells.get(slot))))
                        .toList());
    }

    private static String name(Preferences.Day day, TextStyle style, Locale locale) {
        return DayOfWeek.of(day.ordinal() + 1).getDisplayName(style, locale);
    }

    private static String slot(int slot) {
        return WeekGrid.BOUNDS.get(slot) / 60 + "–" + WeekGrid.BOUNDS.get(slot + 1) / 60;
    }

    private static List<Option> channels(OwnTerms.Seen seen, Preferences shown, String language) {
        var chosen = shown.preferredChannels().stream().findFirst();
        var names = new CatalogNames(seen.catalog(), language);
        var usable = seen.topics().stream()
                .map(it -> it.scope().channel())
                .distinct()
                .toList();
        return options(withChosen(usable, chosen), chosen, names::channel);
    }

    private static List<Option> others(Preferences stored, Set<String> drops, WishWords words) {
        var others = new ArrayList<Option>();
        for (var i = 0; i < stored.windows().size(); i++) {
            var window = stored.windows().get(i);
            if (!WeekGrid.fits(window)) others.add(new Option("w" + i, words.of(window), drops.contains("w" + i)));
        }
        var plain = PreferencesForm.cap(stored);
        for (var i = 0; i < stored.caps().size(); i++) {
            var cap = stored.caps().get(i);
            if (plain.filter(cap::equals).isEmpty())
                others.add(new Option("c" + i, words.of(cap), drops.contains("c" + i)));
        }
        return others;
    }

    private static Collection<String> withChosen(List<String> usual, Optional<String> chosen) {
        var all = new LinkedHashSet<>(usual);
        chosen.ifPresent(all::add);
        return all;
    }

    private static List<Option> options(
            Collection<String> values, Optional<String> chosen, java.util.function.UnaryOperator<String> name) {
        return values.stream()
                .map(it ->
                        new Option(it, name.apply(it), chosen.filter(it::equals).isPresent()))
                .toList();
    }

    private static String ownName(String tag) {
        var locale = Locale.forLanguageTag(tag);
        return locale.getDisplayName(locale);
    }
}
