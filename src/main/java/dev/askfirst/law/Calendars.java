package dev.askfirst.law;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import dev.askfirst.policy.Holidays;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Public holidays of countries and their parts. Each year of each calendar is computed once. */
@ApplicationScoped
public class Calendars implements Holidays {

    private static final Set<String> COUNTRIES = HolidayManager.getSupportedCalendarCodes();
    private static final int MOST_YEARS = 2000;

    private record Key(String calendar, int year) {}

    private final Cache<Key, Set<LocalDate>> years =
            Caffeine.newBuilder().maximumSize(MOST_YEARS).build();

    /** Whether there is a calendar of that name: a country, or a country and a part of it. */
    public static boolean known(String calendar) {
        var parts = parts(calendar);
        if (!COUNTRIES.contains(parts[0])) return false;
        return parts.length == 1
                || parts.length == 2
                        && manager(parts[0])
                                .getCalendarHierarchy()
                                .getChildren()
                                .containsKey(parts[1]);
    }

    @Override
    public boolean on(String calendar, LocalDate day) {
        return years.get(new Key(calendar, day.getYear()), Calendars::days).contains(day);
    }

    /** Computes the years that questions will soon be about. */
    void readAhead(List<String> calendars) {
        var year = Year.now(ZoneOffset.UTC).getValue();
        for (var calendar : calendars) {
            for (var ahead = year; ahead <= year + 1; ahead++) on(calendar, LocalDate.of(ahead, 1, 1));
        }
    }

    /** Also the days of the next year's holidays that are observed in this one: a New Year's Day on a Saturday. */
    private static Set<LocalDate> days(Key key) {
        return Stream.of(key.year(), key.year() + 1)
                .flatMap(year -> Stream.concat(known(key.calendar(), year), LegalHolidays.of(key.calendar(), year)))
                .filter(day -> day.getYear() == key.year())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Each on its own day, and on the one on which it is observed. */
    private static Stream<LocalDate> known(String calendar, int number) {
        var parts = parts(calendar);
        var year = Year.of(number);
        var manager = manager(parts[0]);
        var days = parts.length == 1 ? manager.getHolidays(year) : manager.getHolidays(year, parts[1]);
        return days.stream()
                .flatMap(day -> Stream.concat(Stream.of(day.getActualDate()), day.getObservedDate().stream()));
    }

    private static HolidayManager manager(String country) {
        return HolidayManager.getInstance(ManagerParameters.create(country));
    }

    /** Its country, and the part of it if it names one, each as the library spells them. */
    private static String[] parts(String calendar) {
        var parts = calendar.split("-", -1);
        if (parts.length > 1) parts[1] = parts[1].toLowerCase(Locale.ROOT);
        return parts;
    }
}
