package dev.askfirst.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every day of twelve years in 36 places is the holiday that another library says, but for those that are written down. */
class CalendarOracleTest {

    private static final int DATES = 100_000;

    @Test
    void everyWorkingDayIsAsWrittenDown() {
        var oracle = new OracleCalendar();
        var wrong = new ArrayList<String>();
        var looked = 0;
        for (var place : oracle.places()) {
            var end = LocalDate.of(OracleCalendar.LAST_YEAR, Month.DECEMBER, 31);
            for (var day = LocalDate.of(OracleCalendar.FIRST_YEAR, 1, 1); !day.isAfter(end); day = day.plusDays(1)) {
                if (day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY) continue;
                looked++;
                if (Asking.CALENDARS.on(place, day) != oracle.on(place, day)) wrong.add(place + " " + day);
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(looked >= DATES, looked + " dates");
    }

    /** The Algemene termijnenwet, art. 3: 5 May every year, and Good Friday counts as one for terms of law. */
    @Test
    void theDutchDaysAreThoseOfTheLaw() {
        for (var year = OracleCalendar.FIRST_YEAR; year <= OracleCalendar.LAST_YEAR; year++) {
            assertTrue(Asking.CALENDARS.on("NL", LocalDate.of(year, Month.MAY, 5)), "5 May " + year);
            assertTrue(Asking.CALENDARS.on("NL", LegalHolidays.easter(year).minusDays(2)), "Good Friday " + year);
        }
    }
}
