package dev.askfirst.selfservice.preferences;

import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.person.point.PreferencesJson;
import dev.askfirst.platform.language.Languages;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.selfservice.form.CatalogNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The form that says when, how and how often. It shows what stands there or, where that could not be saved, what somebody
 * had filled in.
 *
 * @param seen the mark of what is saved now
 * @param form what stands in its fields
 * @param attention their budget of attention, in a line; empty for none
 * @param stays how long one must have stayed for those who are near; none where nobody may approach people
 * @param stored where something else was saved meanwhile, what that is
 */
record TimesView(
        String seen,
        PreferencesForm form,
        Ribbon ribbon,
        List<PresetView> presets,
        List<PresetView> levels,
        List<DayView> days,
        List<Option> targets,
        List<ZoneChoices.Group> zones,
        List<Option> limits,
        String attention,
        List<Option> channels,
        List<Option> languages,
        List<Option> others,
        List<Option> stays,
        Note note,
        List<String> stored) {

    /** One press of a button. */
    public record PresetView(String id, String name, String words, boolean on) {}

    /** One day with what can be chosen. */
    public record DayView(String id, String name, String brief, boolean open, boolean wrong, List<HoursView> hours) {}

    public record HoursView(List<Option> from, List<Option> to) {}

    public record Option(String value, String name, boolean chosen) {}

    /**
     * What was done, or why it was not.
     *
     * @param day the one that it is about; empty for none
     */
    public record Note(String text, String day) {
        static final Note NONE = new Note("", "");

        private static final Set<String> DONE = Set.of("saved", "quiet", "quietNoHours");

        static Note of(String text) {
            return new Note(text, "");
        }

        /** Whether it says why nothing was saved. */
        public boolean refused() {
            return !text.isEmpty() && !done() && !unsaved();
        }

        public boolean done() {
            return DONE.contains(text);
        }

        /** Whether the form was filled in, and not yet saved. */
        public boolean unsaved() {
            return text.equals("notSaved");
        }

        public boolean is(String other) {
            return text.equals(other);
        }
    }

    private static final int STEP = 30;

    /** Whether the zone that is shown is only a guess. */
    public boolean guessed() {
        return !form.guess().isEmpty() && form.zone().equals(form.guess());
    }

    /** Whether a day can have a second time. */
    public boolean split() {
        return form.week().hasSecond();
    }

    public boolean changed() {
        return !stored.isEmpty();
    }

    /** @param likely the zones that the person may live in */
    static TimesView of(OwnTerms.Seen seen, PreferencesForm form, List<String> likely, String language, Note note) {
        var saved = seen.terms().preferences();
        var words = new HoursWords(language);
        var wishes = new WishWords(seen.catalog(), language);
        var title = Texts.of("times", language).text("zoneLikely");
        var now = PreferencesForm.of(saved, "");
        return new TimesView(
                PreferencesForm.mark(saved),
                form,
                Ribbon.of(form.week().open(), words),
                Presets.hours(now, words, language),
                Presets.levels(now, words, wishes, language),
                days(form.week(), words),
                targets(words),
                ZoneChoices.of(language, likely, title, form.zone()),
                limits(form.often(), words, wishes),
                saved.attention().map(wishes::of).orElse(""),
                channels(seen, form.channel(), language),
                options(withChosen(Languages.ALL, form.locale()), form.locale(), TimesView::ownName),
                others(saved, form, wishes),
                Stay.matters(seen) ? Stay.options(form.nearness().minDwellS(), wishes) : List.of(),
                note,
                List.of());
    }

    /** The same with what was saved meanwhile, so that nobody's choice is lost unseen. */
    TimesView changed(List<String> now) {
        return new TimesView(
                seen,
                form,
                ribbon,
                presets,
                levels,
                days,
                targets,
                zones,
                limits,
                attention,
                channels,
                languages,
                others,
                stays,
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
        stored.attention().ifPresent(it -> lines.add(words.of(it)));
        stored.authorship().forEach(it -> lines.add(words.of(it)));
        lines.addAll(words.of(stored.nearness()));
        stored.preferredChannels().forEach(it -> lines.add(words.channel(it)));
        stored.locale().ifPresent(it -> lines.add(ownName(it)));
        stored.timeZone().ifPresent(it -> lines.add(ZoneChoices.name(it, language)));
        if (lines.isEmpty()) lines.add(words.nothing());
        return lines;
    }

    private static List<DayView> days(WeekRows week, HoursWords words) {
        return week.rows().stream()
                .map(row -> new DayView(
                        row.day().name(),
                        words.day(row.day()),
                        words.brief(row.day()),
                        row.open(),
                        week.wrong().filter(row.day()::equals).isPresent(),
                        row.hours().stream()
                                .map(it -> new HoursView(times(0, it.from()), times(STEP, it.to())))
                                .toList()))
                .toList();
    }

    private static List<Option> targets(HoursWords words) {
        return Filling.TARGETS.entrySet().stream()
                .map(it -> new Option(it.getKey(), words.range(it.getValue()), false))
                .toList();
    }

    /** Every half hour from this minute on, what stands there if it is another time, and none. */
    private static List<Option> times(int first, String chosen) {
        var last = first + WeekHours.DAY - STEP;
        var all = new LinkedHashSet<String>();
        if (chosen.isEmpty()) all.add("");
        IntStream.rangeClosed(first / STEP, last / STEP).forEach(it -> all.add(PreferencesJson.clock(it * STEP)));
        all.add(chosen);
        return all.stream()
                .sorted()
                .map(it -> new Option(it, it.isEmpty() ? "–" : it, it.equals(chosen)))
                .toList();
    }

    private static List<Option> limits(Often often, HoursWords words, WishWords wishes) {
        return Often.USUAL.stream()
                .map(it -> new Option(
                        Often.name(it),
                        words.alone(words.often(it, wishes)),
                        Often.name(it).equals(often.choice())))
                .toList();
    }

    private static List<Option> channels(OwnTerms.Seen seen, String chosen, String language) {
        var names = new CatalogNames(seen.catalog(), language);
        var usable = seen.topics().stream()
                .map(it -> it.scope().channel())
                .distinct()
                .toList();
        return options(withChosen(usable, chosen), chosen, names::channel);
    }

    private static List<Option> others(Preferences stored, PreferencesForm form, WishWords words) {
        var plain = PreferencesForm.cap(stored);
        var windows = IntStream.range(0, stored.windows().size())
                .filter(i -> !WeekHours.fits(stored.windows().get(i)))
                .mapToObj(i -> other("w" + i, words.of(stored.windows().get(i)), form));
        var caps = IntStream.range(0, stored.caps().size())
                .filter(i -> !plain.equals(Optional.of(stored.caps().get(i))))
                .mapToObj(i -> other("c" + i, words.of(stored.caps().get(i)), form));
        return Stream.concat(windows, caps).toList();
    }

    private static Option other(String id, String name, PreferencesForm form) {
        return new Option(id, name, form.drops().contains(id));
    }

    private static Collection<String> withChosen(List<String> usual, String chosen) {
        var all = new LinkedHashSet<>(usual);
        if (!chosen.isEmpty()) all.add(chosen);
        return all;
    }

    private static List<Option> options(
            Collection<String> values, String chosen, java.util.function.UnaryOperator<String> name) {
        return values.stream()
                .map(it -> new Option(it, name.apply(it), it.equals(chosen)))
                .toList();
    }

    private static String ownName(String tag) {
        var locale = Locale.forLanguageTag(tag);
        return locale.getDisplayName(locale);
    }
}
