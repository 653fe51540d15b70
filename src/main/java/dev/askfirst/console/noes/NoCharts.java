package dev.askfirst.console.noes;

import dev.askfirst.consent.event.NoInForce;
import dev.askfirst.consent.event.NoTimes;
import dev.askfirst.console.Durations;
import dev.askfirst.console.figures.WeekBars;
import dev.askfirst.console.figures.Wording;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Draws how long noes took, week by week: up to where half of them were, and up to where 99 of 100 were. */
record NoCharts(List<LocalDate> mondays) {

    /** A unit of time, and how many of it scales end with. */
    private record Unit(long millis, List<Long> steps) {}

    private static final Unit DAY = new Unit(86_400_000, List.of(1L, 2L, 5L));

    private static final List<Unit> UNITS = List.of(
            new Unit(1, List.of(1L, 2L, 5L, 10L, 20L, 50L, 100L, 200L, 500L)),
            new Unit(1_000, List.of(1L, 2L, 5L, 10L, 20L, 60L)),
            new Unit(60_000, List.of(5L, 10L, 20L, 60L)),
            new Unit(3_600_000, List.of(2L, 6L, 12L)),
            DAY);

    /** From when it came in until it was in force. */
    WeekBars taken(List<NoTimes.Taken> taken) {
        var speeds = new TreeMap<LocalDate, Speed>();
        for (var week : mondays) {
            var some = taken.stream().filter(it -> it.week().equals(week)).toList();
            if (!some.isEmpty()) speeds.put(week, Speed.of(some));
        }
        return bars("takenByWeek", "takenAxis", speeds);
    }

    /** From when it was said elsewhere until it was recorded: by callers of the API. */
    WeekBars said(List<SaidToRecorded> said) {
        var speeds = new TreeMap<LocalDate, Speed>();
        for (var one : said) {
            if (one.way() != NoInForce.Way.API || one.speed().isNothing()) continue;
            one.week().ifPresent(week -> speeds.put(week, one.speed()));
        }
        return bars("saidByWeek", "saidAxis", speeds);
    }

    private WeekBars bars(String title, String axis, Map<LocalDate, Speed> speeds) {
        var longest = speeds.values().stream()
                .mapToLong(it -> it.most().toMillis())
                .max()
                .orElse(0);
        var most = scale(longest);
        var weeks = new ArrayList<WeekBars.Week>();
        if (!speeds.isEmpty())
            for (var week : mondays) weeks.add(week(week, speeds.getOrDefault(week, Speed.NONE), most));
        return new WeekBars(
                NoesPages.TEXTS.text(title),
                NoesPages.TEXTS.text(axis),
                Durations.text(Duration.ofMillis(most)),
                columns(),
                weeks);
    }

    /** The least round length of time that is not below this one, in milliseconds. */
    static long scale(long millis) {
        for (var unit : UNITS) {
            for (var step : unit.steps()) if (step * unit.millis() >= millis) return step * unit.millis();
        }
        return (long) WeekBars.round(millis / (double) DAY.millis()) * DAY.millis();
    }

    private static WeekBars.Week week(LocalDate week, Speed speed, double most) {
        var half = (double) speed.half().toMillis();
        var rest = speed.most().toMillis() - half;
        var parts = WeekBars.parts(List.of(half, rest), List.of("half", "most"), most);
        return new WeekBars.Week(Wording.day(week), parts, speed.numbers(), "");
    }

    private static List<WeekBars.Column> columns() {
        return List.of(
                new WeekBars.Column(NoesPages.TEXTS.text("column", "n"), ""),
                new WeekBars.Column(NoesPages.TEXTS.text("column", "half"), "half"),
                new WeekBars.Column(NoesPages.TEXTS.text("column", "most"), "most"),
                new WeekBars.Column(NoesPages.TEXTS.text("column", "slowest"), ""));
    }
}
