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
import org.junit.jupiter.api.Test;

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
