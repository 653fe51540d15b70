package dev.askfirst.selfservice.preferences;

import dev.askfirst.policy.term.Preferences.Cap;
import dev.askfirst.policy.term.Preferences.Day;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Hours that suit many, or a whole way to be left alone: one press fills the form in with it, and saves. */
enum Preset {
    ANY(days(), 0, WeekHours.DAY, Optional.empty()),
    WORK(weekdays(), 9 * 60, 18 * 60, Optional.empty()),
    EVENINGS(days(), 18 * 60, 21 * 60, Optional.empty()),
    WEEKENDS(weekend(), 0, WeekHours.DAY, Optional.empty()),
    QUIET(weekdays(), 9 * 60, 18 * 60, Optional.of(new Calm(Optional.of(Often.cap(1, "P7D")), "personal"))),
    NORMAL(days(), 9 * 60, 21 * 60, Optional.of(new Calm(Optional.of(Often.cap(3, "P7D")), "any"))),
    EVERYTHING(days(), 0, WeekHours.DAY, Optional.of(new Calm(Optional.empty(), "any")));

    /** How often, and written by whom. */
    record Calm(Optional<Cap> cap, String by) {}

    private final Set<Day> days;
    private final int from;
    private final int to;
    private final Optional<Calm> calm;

    Preset(Set<Day> days, int from, int to, Optional<Calm> calm) {
        this.days = days;
        this.from = from;
        this.to = to;
        this.calm = calm;
    }

    private static Set<Day> days() {
        return EnumSet.range(Day.MON, Day.SUN);
    }

    private static Set<Day> weekdays() {
        return EnumSet.range(Day.MON, Day.FRI);
    }

    private static Set<Day> weekend() {
        return EnumSet.of(Day.SAT, Day.SUN);
    }

    static Optional<Preset> named(String name) {
        return EnumSet.allOf(Preset.class).stream()
                .filter(it -> it.id().equals(name))
                .findFirst();
    }

    String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    Optional<Calm> calm() {
        return calm;
    }

    BitSet open() {
        return WeekHours.of(days, from, to);
    }

    /** The form, filled in with this. */
    PreferencesForm in(PreferencesForm form) {
        var filled = form.with(WeekRows.of(open()));
        return calm.map(it -> filled.with(Often.of(it.cap()), it.by())).orElse(filled);
    }

    /** Whether a form says just this. */
    boolean is(PreferencesForm form) {
        return form.week().open().equals(open())
                && calm.filter(it -> !form.often().cap().equals(it.cap())
                                || !form.by().equals(it.by()))
                        .isEmpty();
    }
}
