package dev.askfirst.selfservice.preferences;

import com.ibm.icu.text.MeasureFormat;
import com.ibm.icu.util.Measure;
import com.ibm.icu.util.MeasureUnit;
import dev.askfirst.catalog.Catalog;
import dev.askfirst.person.point.PreferencesJson;
import dev.askfirst.platform.language.Languages;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.policy.term.Attention;
import dev.askfirst.policy.term.Nearness;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.selfservice.form.CatalogNames;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Period;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What somebody wishes about messages, in words of their language. */
final class WishWords {

    private final CatalogNames names;
    private final Locale locale;
    private final Texts texts;
    private final Texts attention;

    WishWords(Catalog catalog, String language) {
        this.names = new CatalogNames(catalog, language);
        this.locale = Languages.locale(language);
        this.texts = Texts.of("times", language);
        this.attention = Texts.of("attention", language);
    }

    String nothing() {
        return texts.text("nothing");
    }

    String neverOnHolidays() {
        return texts.text("neverOnHolidays");
    }

    String channel(String id) {
        return names.channel(id);
    }

    String of(Preferences.Window window) {
        var days = window.days().stream().sorted().map(this::day).collect(Collectors.joining(" "));
        return joined(
                names.topic(window.topic()),
                names.channel(window.channel()),
                days,
                PreferencesJson.clock(window.from()) + "–" + PreferencesJson.clock(window.to()));
    }

    String of(Preferences.Cap cap) {
        var controller = cap.controller().equals(Scope.ALL) ? "" : names.controller(cap.controller());
        return joined(
                controller,
                names.topic(cap.topic()),
                names.channel(cap.channel()),
                texts.text("cap", cap.max(), per(cap.per())));
    }

    String of(Preferences.AuthorshipChoice choice) {
        var by = PreferencesForm.isHuman(choice)
                ? texts.text("byPersonal")
                : PreferencesForm.isAssisted(choice) ? texts.text("byAssisted") : texts.text("byAny");
        return joined(names.topic(choice.topic()), names.channel(choice.channel()), by);
    }

    String of(Attention budget) {
        return attention.text("line", budget.perWeek());
    }

    /** What is asked of those who are near, a line for each. */
    List<String> of(Nearness asked) {
        var lines = new ArrayList<String>();
        if (asked.notAtHome()) lines.add(texts.text("notAtHome"));
        if (asked.oncePerPlace()) lines.add(texts.text("oncePerPlace"));
        if (asked.minDwellS() > 0) lines.add(texts.text("stayLine", stay(asked.minDwellS())));
        return lines;
    }

    String stay(int seconds) {
        if (seconds == 0) return texts.text("minDwellNone");
        return seconds % 60 == 0 ? measure(seconds / 60, MeasureUnit.MINUTE) : measure(seconds, MeasureUnit.SECOND);
    }

    private String day(Preferences.Day day) {
        return switch (day) {
            case HOLIDAY -> texts.text("holiday");
            case PRE_HOLIDAY -> texts.text("preHoliday");
            default -> DayOfWeek.of(day.ordinal() + 1).getDisplayName(TextStyle.SHORT_STANDALONE, locale);
        };
    }

    /** A period as a limit has it. */
    String per(String per) {
        return switch (per) {
            case "day" -> texts.text("calendarDay");
            case "week" -> texts.text("calendarWeek");
            case "month" -> texts.text("calendarMonth");
            default ->
                per.startsWith("PT")
                        ? hours(Duration.parse(per))
                        : measure(Period.parse(per).getDays(), MeasureUnit.DAY);
        };
    }

    private String hours(Duration duration) {
        return duration.toMinutesPart() == 0
                ? measure(duration.toHours(), MeasureUnit.HOUR)
                : measure(duration.toMinutes(), MeasureUnit.MINUTE);
    }

    private String measure(long number, MeasureUnit unit) {
        return MeasureFormat.getInstance(locale, MeasureFormat.FormatWidth.WIDE).format(new Measure(number, unit));
    }

    private static String joined(String... parts) {
        return Stream.of(parts).filter(it -> !it.isEmpty()).collect(Collectors.joining(", "));
    }
}
