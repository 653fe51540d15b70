package dev.askfirst.policy.term;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rush is more than somebody's own 99th percentile, and nothing is said while little is known. */
class RushTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);

    /** One a day in the past, and so many within the last hours. */
    @ParameterizedTest
    @CsvSource({
        "60, 0, 0, none",
        "60, 3, 0, none",
        "60, 4, 0, 4 in a day",
        "60, 4, 5, 4 in a day",
        "27, 9, 0, none",
        "28, 9, 0, 9 in a day",
        "60, 4, 30, none",
        "0, 50, 0, none",
    })
    void moreThanOnNinetyNineOfAHundredDays(int days, int now, int hoursAgo, String expected) {
        var through = new ArrayList<Instant>();
        for (var day = 1; day <= days; day++) through.add(NOW.minus(DAY.multipliedBy(day)));
        for (var i = 0; i < now; i++)
            through.add(NOW.minus(HOUR.multipliedBy(hoursAgo)).minusSeconds(i + 1));
        assertEquals(expected, told(Rush.of(through, NOW)));
    }

    /** What lies further back, and what comes later, is not looked at. */
    @ParameterizedTest(name = "from {0} seconds before 84 days ago: {1}")
    @CsvSource({"0, 4 in a day", "1, none"})
    void nobodyLooksFurtherBackThanTwelveWeeks(int before, String expected) {
        var through = new ArrayList<Instant>(List.of(NOW.minus(Rush.BACK).minusSeconds(before)));
        for (var i = 1; i <= 4; i++) through.add(NOW.minusSeconds(i));
        assertEquals(expected, told(Rush.of(through, NOW)));
        for (var days : List.of(85, 200)) through.add(NOW.minus(DAY.multipliedBy(days)));
        assertEquals(expected, told(Rush.of(through, NOW)));
    }

    @Test
    void whatComesLaterDoesNotCount() {
        var through = new ArrayList<Instant>(List.of(NOW.minus(DAY.multipliedBy(60))));
        for (var i = 0; i < 3; i++) through.add(NOW.minusSeconds(i));
        through.add(NOW.plusSeconds(1));
        through.add(NOW.plus(DAY));
        assertEquals("none", told(Rush.of(through, NOW)));
    }

    /** With the first message others came, so many that four are not more. */
    @Test
    void theFirstMessageIsPartOfThePast() {
        var through = new ArrayList<Instant>();
        for (var i = 0; i < 4; i++) through.add(NOW.minus(DAY.multipliedBy(60)));
        for (var i = 1; i <= 4; i++) through.add(NOW.minus(HOUR.multipliedBy(i * 2)));
        assertEquals("none", told(Rush.of(through, NOW)));
        assertEquals("4 in a day", told(Rush.of(through.subList(1, 8), NOW)));
    }

    @Test
    void whoGetsManyIsUsedToMany() {
        var through = new ArrayList<Instant>();
        for (var day = 0; day < 80; day++)
            for (var i = 0; i < 10; i++)
                through.add(NOW.minus(DAY.multipliedBy(day)).minus(HOUR.multipliedBy(i * 2)));
        assertEquals("none", told(Rush.of(through, NOW)));
        for (var i = 0; i < 5; i++) through.add(NOW.minusSeconds(i));
        assertEquals("15 in a day", told(Rush.of(through, NOW)));
    }

    /** Ten a day, spread out: as many as usual today, but all of them within this hour. */
    @Test
    void anHourCanBeARushWhereTheDayIsNone() {
        var through = new ArrayList<Instant>();
        for (var day = 1; day < 80; day++)
            for (var i = 0; i < 10; i++)
                through.add(NOW.minus(DAY.multipliedBy(day)).minus(HOUR.multipliedBy(i * 2)));
        for (var i = 0; i < 9; i++) through.add(NOW.minusSeconds(i));
        assertEquals("9 in an hour", told(Rush.of(through, NOW)));
    }

    @Test
    void oneBusyDayInThePastIsNotTheRule() {
        var through = new ArrayList<Instant>();
        for (var day = 1; day <= 83; day++) through.add(NOW.minus(DAY.multipliedBy(day)));
        for (var i = 0; i < 20; i++) through.add(NOW.minus(DAY.multipliedBy(40)).plusSeconds(i));
        for (var i = 0; i < 6; i++) through.add(NOW.minus(HOUR).minus(HOUR.multipliedBy(i)));
        // Of 83 days the busiest is what 99 of 100 do not pass.
        assertEquals("none", told(Rush.of(through, NOW)));
    }

    /** Against counting stretch by stretch: nearest rank, and the order does not matter. */
    @Test
    void itIsTheNearestRank() {
        for (var seed = 0; seed < 500; seed++) {
            var random = new Random(seed);
            var through = new ArrayList<Instant>();
            for (var i = 0; i < 200; i++) through.add(NOW.minusSeconds(random.nextInt(80 * 24 * 3600)));
            for (var i = random.nextInt(12); i > 0; i--) through.add(NOW.minusSeconds(random.nextInt(24 * 3600)));
            var rush = Rush.of(through, NOW).filter(it -> it.within().equals(DAY));
            var expected = counted(through);
            assertEquals(expected, rush.map(Rush::usual), "seed " + seed);
            Collections.shuffle(through, random);
            assertEquals(rush, Rush.of(through, NOW).filter(it -> it.within().equals(DAY)));
        }
    }

    private static Optional<Integer> counted(List<Instant> through) {
        var first = Collections.min(through);
        var counts = new ArrayList<Integer>();
        for (var end = NOW; end.isAfter(first) || end.equals(NOW); end = end.minus(DAY)) {
            var last = end;
            counts.add((int) through.stream()
                    .filter(it -> it.isAfter(last.minus(DAY)) && !it.isAfter(last))
                    .count());
        }
        int today = counts.removeFirst();
        Collections.sort(counts);
        var usual = counts.get((int) Math.ceil(counts.size() * 0.99) - 1);
        assertTrue(counts.size() >= 28);
        return today >= 4 && today > usual ? Optional.of(usual) : Optional.empty();
    }

    private static String told(Optional<Rush> rush) {
        return rush.map(it -> it.messages() + (it.within().equals(DAY) ? " in a day" : " in an hour"))
                .orElse("none");
    }
}
