package dev.askfirst.law;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Business days end when the place's last one does, counted as people there count them. */
class AnswerTimesTest {

    private static final AnswerTimes TIMES = new AnswerTimes(Asking.CALENDARS);

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "DE, 3, 2026-05-26T09:00:00Z, 2026-05-29T22:00:00Z",
        "DE, 3, 2026-05-22T09:00:00Z, 2026-05-28T22:00:00Z",
        "DE, 1, 2026-12-23T09:00:00Z, 2026-12-24T23:00:00Z",
        "DE, 2, 2026-12-23T09:00:00Z, 2026-12-28T23:00:00Z",
        "DE-BY, 1, 2026-06-03T09:00:00Z, 2026-06-05T22:00:00Z",
        "DE, 1, 2026-06-03T09:00:00Z, 2026-06-04T22:00:00Z",
        "US-NY, 1, 2026-07-02T15:00:00Z, 2026-07-07T04:00:00Z",
        "JP, 1, 2026-04-28T15:30:00Z, 2026-04-30T15:00:00Z"
    })
    void someDays(String place, int days, Instant asked, Instant due) {
        assertEquals(due, TIMES.due(new AnswerTime(place, days), asked));
    }

    /** An oracle with holidays of another library goes day by day over 10^5 drawn dates, in every place where that is settled. */
    @Test
    void anOracleCountsTheSame() {
        var random = new Random(19);
        var oracle = new OracleCalendar();
        var places = List.copyOf(oracle.settled());
        var first = LocalDate.of(OracleCalendar.FIRST_YEAR, 1, 1);
        var last = LocalDate.of(OracleCalendar.LAST_YEAR, 10, 1);
        var all = (int) ChronoUnit.DAYS.between(first, last);
        for (var time = 0; time < 100_000; time++) {
            var place = places.get(random.nextInt(places.size()));
            var within = new AnswerTime(place, 1 + random.nextInt(30));
            var zones = Countries.of(place).stream().map(Place::zone).distinct().toList();
            var asked = first.plusDays(random.nextInt(all))
                    .atTime(LocalTime.ofSecondOfDay(random.nextInt(86_400)))
                    .atZone(zones.get(random.nextInt(zones.size())))
                    .toInstant()
                    .truncatedTo(ChronoUnit.MICROS);
            var due = zones.stream()
                    .map(zone -> end(oracle, within, asked, zone))
                    .min(Instant::compareTo)
                    .orElseThrow();
            assertEquals(due, TIMES.due(within, asked), within + " " + asked);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "DE, 3, true",
        "DE-BY, 1, true",
        "US-NY, 30, true",
        "DE, 0, false",
        "DE, 31, false",
        "XX, 3, false",
        "de, 3, false",
        "Germany, 3, false",
        "DE-ZZ, 3, false",
        ", 3, false"
    })
    void whatIsNoTimeIsToldSo(String place, int days, boolean good) {
        assertEquals(good, new AnswerTime(place, days).flaw().equals(Optional.empty()));
    }

    private static Instant end(OracleCalendar oracle, AnswerTime within, Instant asked, ZoneId zone) {
        var left = within.businessDays();
        // What the clock shows once it was put is still that day.
        var last = asked.atZone(zone).toLocalDate();
        while (left > 0) {
            last = last.plusDays(1);
            // 1970-01-01 was a Thursday.
            var weekday = Math.floorMod(last.toEpochDay() + 3, 7L);
            if (weekday < 5 && !oracle.on(within.place(), last)) left--;
        }
        return last.plusDays(1).atStartOfDay(zone).toInstant();
    }
}
