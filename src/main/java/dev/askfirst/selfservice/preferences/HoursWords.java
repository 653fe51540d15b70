package dev.askfirst.selfservice.preferences;

import com.ibm.icu.text.CaseMap;
import com.ibm.icu.text.ListFormatter;
import dev.askfirst.person.point.PreferencesJson;
import dev.askfirst.platform.language.Languages;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.policy.term.Preferences.Cap;
import dev.askfirst.policy.term.Preferences.Day;
import dev.askfirst.policy.term.Preferences.Window;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Hours, days and limits as they are said within a sentence, or as one of their own. */
final class HoursWords {

    private static final Set<Day> ALL = EnumSet.range(Day.MON, Day.SUN);
    private static final Set<Day> WEEKDAYS = EnumSet.range(Day.MON, Day.FRI);
    private static final Set<Day> WEEKEND = EnumSet.of(Day.SAT, Day.SUN);

    private static final int MOST_LETTERS = 4;

    private final Locale locale;
    private final Texts terms;
    private final Texts times;

    HoursWords(String language) {
        this.locale = Languages.locale(language);
        this.terms = Texts.of("terms", language);
        this.times = Texts.of("times", language);
    }

    /** Windows for everything, on days of the week; without one, at any time. */
    String when(List<Window> windows) {
        if (windows.isEmpty()) return terms.text("summaryAlways");
        return list(windows.stream().map(this::when).toList());
    }

    private String when(Window window) {
        var days = days(window.days());
        return window.from() == 0 && window.to() == WeekHours.DAY
                ? times.text("allDay", days)
                : terms.text("summaryWindow", days, time(window.from()), time(window.to()));
    }

    String list(List<String> items) {
        return ListFormatter.getInstance(locale).format(items);
    }

    /** A word that the texts know, or the days by name. */
    private String days(Set<Day> days) {
        if (days.isEmpty() || days.equals(ALL)) return "daily";
        if (days.equals(WEEKDAYS)) return "weekdays";
        if (days.equals(WEEKEND)) return "weekend";
        return list(days.stream().sorted().map(it -> day(it, TextStyle.FULL)).toList());
    }

    private String day(Day day, TextStyle style) {
        return DayOfWeek.of(day.ordinal() + 1).getDisplayName(style, locale);
    }

    /** As it stands by itself, at the beginning of a line. */
    String day(Day day) {
        return alone(day(day, TextStyle.FULL_STANDALONE));
    }

    /** The first and the last of days in a row. */
    String range(List<Day> days) {
        return day(days.getFirst()) + "–" + day(days.getLast());
    }

    /** As it fits above a seventh of the page: some languages have no short names. */
    String brief(Day day) {
        var fits =
                ALL.stream().allMatch(it -> day(it, TextStyle.SHORT_STANDALONE).length() <= MOST_LETTERS);
        return day(day, fits ? TextStyle.SHORT_STANDALONE : TextStyle.NARROW_STANDALONE);
    }

    /** A minute of the day as it is written in every language here: of 24 hours, so that the end of a day is none of its beginning. */
    String time(int minutes) {
        return PreferencesJson.clock(minutes);
    }

    String often(Cap cap, WishWords words) {
        var known = switch (cap.per()) {
            case "P1D", "day" -> "day";
            case "P7D", "week" -> "week";
            case "month" -> "month";
            default -> words.per(cap.per());
        };
        return terms.text("summaryOften", cap.max(), known);
    }

    /** With the first letter that a sentence has. */
    String alone(String text) {
        return CaseMap.toTitle().wholeString().noLowercase().apply(locale, null, text);
    }
}
