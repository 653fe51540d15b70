package dev.askfirst.law;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
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

    /** An oracle with holidays of its own, by the rules of statutes, that goes day by day over 10^5 drawn dates. */
    @Test
    void anOracleCountsTheSame() {
        var random = new Random(19);
        var years = new HashMap<String, Set<LocalDate>>();
        var first = LocalDate.of(2020, 1, 1);
        var zones = Map.of("DE", "Europe/Berlin", "FR", "Europe/Paris", "NL", "Europe/Amsterdam", "IT", "Europe/Rome");
        var places = List.of("DE", "FR", "NL", "IT");
        for (var time = 0; time < 100_000; time++) {
            var place = places.get(random.nextInt(places.size()));
            var zone = ZoneId.of(zones.get(place));
            var day = first.plusDays(random.nextInt(7300));
            var asked = day.atTime(LocalTime.ofSecondOfDay(random.nextInt(86_400)))
                    .atZone(zone)
                    .toInstant()
                    .truncatedTo(ChronoUnit.MICROS);
            var days = 1 + random.nextInt(30);
            var left = days;
            // What the clock shows once it was put is still that day.
            var last = asked.atZone(zone).toLocalDate();
            while (left > 0) {
                last = last.plusDays(1);
                if (isBusinessDay(place, last, years)) left--;
            }
            var due = last.plusDays(1).atStartOfDay(zone).toInstant();
            assertEquals(due, TIMES.due(new AnswerTime(place, days), asked), place + " " + asked + " " + days);
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

    private static boolean isBusinessDay(String place, LocalDate day, Map<String, Set<LocalDate>> years) {
        // 1970-01-01 was a Thursday.
        var weekday = Math.floorMod(day.toEpochDay() + 3, 7L);
        return weekday < 5
                && !years.computeIfAbsent(place + day.getYear(), _ -> holidays(place, day.getYear()))
                        .contains(day);
    }

    private static Set<LocalDate> holidays(String place, int year) {
        var days = new HashSet<LocalDate>();
        var fixed = switch (place) {
            case "DE" -> List.of(101, 501, 1003, 1225, 1226);
            case "FR" -> List.of(101, 501, 508, 714, 815, 1101, 1111, 1225);
            case "NL" -> List.of(101, 1225, 1226);
            default -> List.of(101, 106, 425, 501, 602, 815, 1101, 1208, 1225, 1226);
        };
        for (var it : fixed) days.add(LocalDate.of(year, it / 100, it % 100));
        var moved = switch (place) {
            case "DE" -> List.of(-2, 1, 39, 50);
            case "FR" -> List.of(1, 39, 50);
            // Good Friday counts as one for terms of law.
            case "NL" -> List.of(-2, 0, 1, 39, 49, 50);
            default -> List.of(0, 1);
        };
        for (var it : moved) days.add(easter(year).plusDays(it));
        // The Dutch king's birthday is kept on the day before where it is a Sunday.
        if (place.equals("NL")) {
            var king = LocalDate.of(year, 4, 27);
            days.add(Math.floorMod(king.toEpochDay() + 3, 7L) == 6 ? king.minusDays(1) : king);
            days.add(LocalDate.of(year, 5, 5));
        }
        // Saint Francis is a holiday in Italy again from 2026 on.
        if (place.equals("IT") && year >= 2026) days.add(LocalDate.of(year, 10, 4));
        return days;
    }

    /** By Gauss, whose two exceptions lie outside these years. */
    private static LocalDate easter(int year) {
        var d = (19 * (year % 19) + 24) % 30;
        var e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + 5) % 7;
        return LocalDate.of(year, 3, 22).plusDays(d + e);
    }
}
