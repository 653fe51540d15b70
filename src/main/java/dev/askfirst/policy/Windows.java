package dev.askfirst.policy;

import dev.askfirst.policy.term.Preferences.Day;
import dev.askfirst.policy.term.Preferences.Window;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Scope;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Rule 6: inside the person's own windows, of the most specific scope that matches, in the person's zone. */
record Windows(List<Hours> hours) implements Delay {

    private static final Set<Day> EVERY_DAY = EnumSet.range(Day.MON, Day.SUN);

    /** Every hour of every day that is no holiday. It also cuts off windows that run past midnight into a holiday. */
    private static final Week NEVER_ON_HOLIDAYS = neverOnHolidays();

    /** Empty if the person has no window for this and does not exclude holidays: then any time suits. */
    static Optional<Delay> of(Question question, Facts facts) {
        var preferences = facts.terms().preferences();
        if (preferences.windows().isEmpty() && !preferences.neverOnHolidays()) return Optional.empty();
        var group =
                MostSpecific.of(preferences.windows(), question, it -> Scope.of(Scope.ALL, it.topic(), it.channel()));
        var weeks = new ArrayList<Week>();
        if (!group.isEmpty()) weeks.add(week(group));
        if (preferences.neverOnHolidays()) weeks.add(NEVER_ON_HOLIDAYS);
        if (weeks.isEmpty()) return Optional.empty();
        var zone = preferences.timeZone().map(facts.jurisdictions().clocks()::of);
        return Optional.of(new Windows(zone.stream()
                .flatMap(it -> weeks.stream().map(week -> new Hours(week, it, holidays(facts))))
                .toList()));
    }

    @Override
    public List<Reason> at(Instant at) {
        // Windows without a zone cannot be saved. If there are some all the same, no time is known to suit.
        if (hours.isEmpty()) return List.of(Reason.of(Reason.Code.OUTSIDE_WINDOW));
        if (hours.stream().allMatch(it -> it.open(at))) return List.of();
        var until = Hours.allOpen(hours, at, at.plus(Opening.SEARCH));
        return List.of(new Reason(Reason.Code.OUTSIDE_WINDOW, until, Optional.empty()));
    }

    @Override
    public Optional<Instant> begins(Instant from, Instant before) {
        return Hours.anyCloses(hours, from, before);
    }

    /**
     * The windows of a group add up. If some name holidays, only those apply on holidays, even beside windows for every
     * day.
     */
    private static Week week(List<Window> group) {
        var days = new EnumMap<Day, List<Week.Span>>(Day.class);
        for (var window : group) {
            for (var day : window.days().isEmpty() ? EVERY_DAY : window.days()) {
                days.computeIfAbsent(day, _ -> new ArrayList<>()).add(new Week.Span(window.from(), window.to()));
            }
        }
        return new Week(Map.copyOf(days));
    }

    private static Week neverOnHolidays() {
        var days = new EnumMap<Day, List<Week.Span>>(Day.class);
        for (var day : EVERY_DAY) days.put(day, List.of(new Week.Span(0, 24 * 60)));
        days.put(Day.HOLIDAY, List.of());
        return new Week(days);
    }

    private static Predicate<LocalDate> holidays(Facts facts) {
        var where = facts.jurisdictions();
        return where.calendar()
                .<Predicate<LocalDate>>map(calendar -> day -> where.holidays().on(calendar, day))
                .orElse(_ -> false);
    }
}
