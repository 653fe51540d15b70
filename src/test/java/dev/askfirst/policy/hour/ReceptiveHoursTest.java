package dev.askfirst.policy.hour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hours are learned from acts alone, are those in which later acts fall, and are not known where too little is. */
class ReceptiveHoursTest {

    /** A Monday. */
    private static final LocalDateTime MONDAY = LocalDateTime.of(2026, 3, 2, 0, 0);

    @Test
    void ofMadeUpPeopleTheyCatchTwiceAsMuchAsChance() {
        var caught = Catches.of(Habits.of(500, new Random(19)));
        assertTrue(caught.overChance() >= 2, caught::toString);
        assertTrue(caught.overPopulation() >= 1.3, caught::toString);
    }

    @Test
    void ofPeopleWhoSignPackagesToo() {
        var people = Changelogs.read();
        var caught = Catches.of(people);
        assumeTrue(caught.people() >= 50, "there are too few changelogs on this machine");
        assertTrue(caught.overChance() >= 2, caught::toString);
        assertTrue(caught.overPopulation() >= 1.3, caught::toString);
    }

    @Test
    void belowThirtyActsNothingIsKnown() {
        var counts = HourCounts.NONE;
        for (var acts = 0; acts < 29; acts++)
            counts = counts.with(MONDAY.plusWeeks(acts).plusHours(9));
        assertEquals(Optional.empty(), counts.proposed());
        counts = counts.with(MONDAY.plusWeeks(29).plusHours(9));
        assertEquals(28, counts.proposed().orElseThrow().hours().size());
        assertTrue(counts.proposed().get().contains(MONDAY.plusHours(9)));
    }

    /**
     * Whoever always acts at the same hours: those and the ones around them, then the same of like days, then of the
     * others. What an act says is 1 or 0.4 or 0.15 by the day, and that, half or a fifth of it by the hour; of equals the
     * first ones.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            2026-03-02T09:00 | mon 7-11, tue 7-11, wed 7-11, thu 7-11, fri 7-11, sat 8-9, sun 9
            2026-03-05T09:00 | mon 7-11, tue 7-11, wed 7-11, thu 7-11, fri 7-11, sat 8-9, sun 9
            2026-03-07T09:00 | mon 7-11, tue 7-10, wed 8-10, thu 8-10, fri 8-10, sat 7-11, sun 7-11
            2026-03-08T23:00 | mon 0-1, mon 21-23, tue 0-1, tue 21-23, wed 0, wed 22-23, thu 0, thu 22-23, fri 0, fri 22-23, \
            sat 0, sat 21-23, sun 0-1, sun 21-23
            2026-03-07T09:00 2026-03-07T15:00 | mon 9, mon 15, tue 9, tue 15, wed 9, wed 15, thu 9, thu 15, fri 9, fri 15, \
            sat 7-11, sat 13-17, sun 7-11, sun 14-16
            """)
    void whatSomeHoursSayOfTheOthers(String acts, String hours) {
        var counts = HourCounts.NONE;
        for (var week = 0; week < HourCounts.FEWEST; week++)
            for (var act : acts.split(" "))
                counts = counts.with(LocalDateTime.parse(act).plusWeeks(week));
        var wanted = new TreeSet<Integer>();
        for (var part : hours.split(", *")) wanted.addAll(hours(part));
        var proposed = counts.proposed().orElseThrow();
        assertEquals(wanted, proposed.hours());
        for (var hour = 0; hour < HourCounts.WEEK; hour++)
            assertEquals(wanted.contains(hour), proposed.contains(MONDAY.plusHours(hour)), "hour " + hour);
    }

    /** Of {@code mon 7-11}: the eighth hour of the week to the twelfth. */
    private static List<Integer> hours(String part) {
        var day = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun").indexOf(part.substring(0, 3));
        var ends = part.substring(4).split("-");
        return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
                .map(hour -> day * 24 + hour)
                .boxed()
                .toList();
    }

    @Test
    void anHourCountsOnce() {
        var once = HourCounts.NONE.with(MONDAY.plusHours(9));
        assertEquals(once, once.with(MONDAY.plusHours(9).plusMinutes(59)));
        assertEquals(2, once.with(MONDAY.plusHours(10)).acts());
        assertEquals(2, once.with(MONDAY.plusWeeks(1).plusHours(9)).acts());
    }

    /** Half a year later an act counts half; a clock that is set back undoes nothing. */
    @Test
    void actsFade() {
        var counts = HourCounts.NONE.with(MONDAY);
        var later = counts.with(MONDAY.plusWeeks(26).plusHours(5));
        assertEquals(0.5, later.weights().get(0), 1e-9);
        assertEquals(1, later.weights().get(5), 1e-9);
        assertEquals(
                later.weights().get(0),
                later.with(MONDAY.plusHours(7)).weights().get(0),
                1e-9);
        assertEquals(null, later.with(MONDAY.plusYears(10)).weights().get(0));
    }

    @Test
    void aWeekBeginsOnMonday() {
        var sunday = HourCounts.NONE.with(MONDAY.plusDays(6).plusHours(23));
        var after = sunday.with(MONDAY.plusWeeks(1));
        assertEquals(0.9737, after.weights().get(HourCounts.WEEK - 1), 1e-4);
        assertEquals(sunday.week() + 1, after.week());
        assertEquals(sunday.week(), HourCounts.NONE.with(MONDAY).week());
    }

    @Test
    void whoeverActsWithoutEndIsStillKnown() {
        var counts = new HourCounts(Integer.MAX_VALUE - 1, 0, Optional.empty(), new TreeMap<>());
        for (var hour = 0; hour < 3; hour++) {
            counts = counts.with(MONDAY.plusHours(hour));
            assertEquals(Integer.MAX_VALUE, counts.acts());
        }
    }

    @Test
    void habitsThatDriftAreFollowed() {
        var counts = HourCounts.NONE;
        for (var week = 0; week < 60; week++)
            counts = counts.with(MONDAY.plusWeeks(week).plusHours(8));
        for (var week = 60; week < 160; week++)
            counts = counts.with(MONDAY.plusWeeks(week).plusHours(20));
        var hours = counts.proposed().orElseThrow();
        assertTrue(hours.contains(MONDAY.plusHours(20)) && hours.contains(MONDAY.plusHours(19)));
        assertTrue(counts.weights().get(20) > 5 * counts.weights().get(8));
    }

    @Test
    void whoBecomesOneHasBothCounts() {
        var one = HourCounts.NONE.with(MONDAY.plusHours(9)).with(MONDAY.plusHours(11));
        var other = HourCounts.NONE.with(MONDAY.plusWeeks(26).plusHours(9));
        var both = one.and(other);
        assertEquals(both, other.and(one));
        assertEquals(3, both.acts());
        assertEquals(new TreeMap<>(java.util.Map.of(9, 1.5, 11, 0.5)), both.weights());
        assertEquals(one, one.and(HourCounts.NONE));
        assertEquals(one, HourCounts.NONE.and(one));
        var sameWeek = one.and(HourCounts.NONE.with(MONDAY.plusHours(15)));
        assertEquals(sameWeek, sameWeek.with(MONDAY.plusHours(11)), "what the first did last counts once");
    }

    @Test
    void theNextOneIsFoundAcrossClockChanges() {
        var counts = HourCounts.NONE;
        for (var week = 0; week < 40; week++)
            counts = counts.with(MONDAY.plusWeeks(week).plusHours(12));
        var hours = counts.proposed().orElseThrow();
        for (var zone : List.of("Europe/Paris", "Australia/Lord_Howe", "Asia/Kathmandu")) {
            var here = ZoneId.of(zone);
            for (var at = Instant.parse("2026-03-20T00:00:00Z");
                    at.isBefore(Instant.parse("2026-04-10T00:00:00Z"));
                    at = at.plus(Duration.ofMinutes(97))) {
                var from = at;
                var next = hours.next(from, here, _ -> true).orElseThrow();
                assertTrue(hours.contains(LocalDateTime.ofInstant(next, here)));
                for (var before = from; before.isBefore(next); before = before.plus(Duration.ofMinutes(15))) {
                    assertTrue(!hours.contains(LocalDateTime.ofInstant(before, here)), "none is passed over");
                }
            }
        }
        assertEquals(Optional.empty(), hours.next(Instant.EPOCH, ZoneId.of("UTC"), _ -> false));
    }
}
