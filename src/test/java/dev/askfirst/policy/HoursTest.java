package dev.askfirst.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.policy.term.Preferences.Day;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hours keep to the wall clock of their zone, whatever the wall clock does. */
class HoursTest {

    private static final Predicate<LocalDate> SOME = day -> day.getDayOfYear() % 17 == 0;

    /** Ordinary days, nights, and bounds where clocks are put forward and back. */
    private static final List<Map<Day, List<Week.Span>>> WEEKS = List.of(
            week("MON-FRI 09:00-13:00 14:00-20:00", "SAT 10:00-18:00", "HOLIDAY", "PRE_HOLIDAY 10:00-12:00"),
            week("MON-THU 22:00-07:00", "SUN 20:00-24:00", "SAT 00:00-24:00", "HOLIDAY 12:00-12:01"),
            week("MON-SUN 00:15-00:45 01:15-01:45 02:15-02:45 02:50-03:10 23:15-00:05", "PRE_HOLIDAY"));

    @Test
    void anOpeningAfterTheLastInstantIsNone() {
        var hours = new Hours(new Week(WEEKS.getFirst()), ZoneOffset.UTC, _ -> false);
        var night = Instant.parse("2026-03-04T05:00:00Z");
        var morning = Instant.parse("2026-03-04T09:00:00Z");
        assertEquals(Optional.of(morning), hours.opens(night, morning));
        assertEquals(Optional.empty(), hours.opens(night, morning.minusSeconds(1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "Europe/Paris",
                "America/New_York",
                "America/St_Johns",
                "America/Havana",
                "America/Santiago",
                "Atlantic/Azores",
                "Africa/Casablanca",
                "Africa/Cairo",
                "Asia/Kolkata",
                "Asia/Kathmandu",
                "Australia/Lord_Howe",
                "Australia/Sydney",
                "Pacific/Chatham",
                "Pacific/Apia",
                "Antarctica/Troll"
            })
    void everyQuarterHourOfAYearIsAsTheMinutesSay(ZoneId zone) {
        for (var week : WEEKS) {
            var first = LocalDate.of(2026, 1, 1);
            var oracle = new MinuteOracle(week, zone, SOME, first, first.plusDays(390));
            var hours = new Hours(new Week(week), zone, SOME);
            var start = first.atStartOfDay(ZoneOffset.UTC).toInstant();
            for (var at = start; at.isBefore(start.plus(Duration.ofDays(365))); at = at.plusSeconds(900)) {
                var asked = at;
                var open = oracle.open(at);
                assertEquals(open, hours.open(at), () -> "open at " + asked);
                var latest = at.plus(Duration.ofDays(14));
                assertEquals(Optional.of(oracle.opens(at)), hours.opens(at, latest), () -> "opens from " + asked);
                if (open) {
                    var closes = Optional.of(oracle.closes(at)).filter(it -> it.isBefore(latest));
                    assertEquals(closes, hours.closes(at, latest), () -> "closes from " + asked);
                }
            }
        }
    }

    @Test
    void justBeforeItOpensItIsClosed() {
        var hours = new Hours(new Week(WEEKS.get(2)), ZoneId.of("Australia/Lord_Howe"), SOME);
        var at = Instant.parse("2026-01-01T00:00:00Z");
        for (var i = 0; i < 2000; i++) {
            var opens = hours.opens(at, at.plus(Duration.ofDays(14))).orElseThrow();
            assertEquals(true, hours.open(opens));
            if (opens.isAfter(at)) assertEquals(false, hours.open(opens.minusNanos(1000)));
            at = hours.closes(opens, Instant.MAX).orElseThrow();
            assertEquals(false, hours.open(at));
            assertEquals(true, hours.open(at.minusNanos(1000)));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        # case                                   | hours               | zone             | at                   | opens
        before                                   | MON-SUN 09:00-18:00 | Europe/Paris     | 2026-03-02T07:59:59Z | 2026-03-02T08:00:00Z
        at the start                             | MON-SUN 09:00-18:00 | Europe/Paris     | 2026-03-02T08:00:00Z | 2026-03-02T08:00:00Z
        at the end                               | MON-SUN 09:00-18:00 | Europe/Paris     | 2026-03-02T17:00:00Z | 2026-03-03T08:00:00Z
        to the end of the day                    | MON-SUN 18:00-24:00 | UTC              | 2026-03-02T23:59:59Z | 2026-03-02T23:59:59Z
        and not after it                         | MON-SUN 18:00-24:00 | UTC              | 2026-03-03T00:00:00Z | 2026-03-03T18:00:00Z
        a whole week                             | MON-SUN 00:00-24:00 | UTC              | 2026-03-03T00:00:00Z | 2026-03-03T00:00:00Z
        a night belongs to the day it starts on  | FRI 22:00-07:00     | UTC              | 2026-03-07T06:59:59Z | 2026-03-07T06:59:59Z
        the night before belongs to Thursday     | FRI 22:00-07:00     | UTC              | 2026-03-06T06:00:00Z | 2026-03-06T22:00:00Z
        a start that is skipped                  | MON-SUN 02:30-04:00 | Europe/Paris     | 2026-03-29T00:30:00Z | 2026-03-29T01:00:00Z
        an end that is skipped                   | MON-SUN 01:00-02:30 | Europe/Paris     | 2026-03-29T01:00:00Z | 2026-03-29T23:00:00Z
        all of it skipped                        | MON-SUN 02:10-02:50 | Europe/Paris     | 2026-03-29T01:00:00Z | 2026-03-30T00:10:00Z
        a start that comes twice is the later    | MON-SUN 02:30-04:00 | Europe/Paris     | 2026-10-25T00:30:00Z | 2026-10-25T01:30:00Z
        an end that comes twice is the earlier   | MON-SUN 01:00-02:30 | Europe/Paris     | 2026-10-25T00:30:00Z | 2026-10-26T00:00:00Z
        a spell that comes twice is closed twice | MON-SUN 02:10-02:50 | Europe/Paris     | 2026-10-25T00:10:00Z | 2026-10-26T01:10:00Z
        half an hour is skipped                  | MON-SUN 02:15-03:00 | Australia/Lord_Howe | 2026-10-03T15:30:00Z | 2026-10-03T15:30:00Z
        a day that never was                     | MON-SUN 09:00-18:00 | Pacific/Apia     | 2011-12-30T05:00:00Z | 2011-12-30T19:00:00Z
        nothing within a fortnight               | HOLIDAY 09:00-18:00 | UTC              | 2026-03-02T08:00:00Z | never
        """)
    void opens(String name, String spans, ZoneId zone, Instant at, String opens) {
        var hours = new Hours(new Week(week(spans)), zone, _ -> false);
        var found = hours.opens(at, at.plus(Opening.SEARCH));
        assertEquals(opens, found.map(Instant::toString).orElse("never"));
        assertEquals(found.equals(Optional.of(at)), hours.open(at));
    }

    /** Lines such as {@code MON-FRI 09:00-13:00 14:00-20:00}. */
    static Map<Day, List<Week.Span>> week(String... lines) {
        var week = new EnumMap<Day, List<Week.Span>>(Day.class);
        for (var line : lines) {
            var parts = List.of(line.split(" "));
            var spans = parts.stream().skip(1).map(HoursTest::span).toList();
            var days = parts.getFirst().split("-");
            var last = Day.valueOf(days[days.length - 1]).ordinal();
            for (var i = Day.valueOf(days[0]).ordinal(); i <= last; i++) week.put(Day.values()[i], spans);
        }
        return week;
    }

    private static Week.Span span(String text) {
        return new Week.Span(minutes(text.substring(0, 5)), minutes(text.substring(6)));
    }

    private static int minutes(String clock) {
        return Integer.parseInt(clock.substring(0, 2)) * 60 + Integer.parseInt(clock.substring(3));
    }
}
