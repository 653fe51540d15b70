package dev.askfirst.selfservice.preferences;

import com.ibm.icu.text.MeasureFormat;
import com.ibm.icu.util.Measure;
import com.ibm.icu.util.MeasureUnit;
import dev.askfirst.catalog.Catalog;
import dev.askfirst.person.point.PreferencesJson;
import dev.askfirst.platform.http.Languages;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.selfservice.form.CatalogNames;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Period;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What somebody wishes about messages, in words of their language. */
final class WishWords {

    private final CatalogNames names;
    private final Locale locale;
    private final TimesTexts texts;

    WishWords(Catalog catalog, String language) {
        this.names = new CatalogNames(catalog);
        this.locale = Languages.locale(language);
        this.texts = MessageBundles.get(TimesTexts.class, Localized.Literal.of(language));
    }

    String nothing() {
        return texts.nothing();
    }

    String neverOnHolidays() {
        return texts.neverOnHolidays();
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
                texts.cap(Integer.toString(cap.max()), per(cap.per())));
    }

    String of(Preferences.AuthorshipChoice choice) {
        var by = PreferencesForm.isHuman(choice)
                ? texts.byPersonal()
                : PreferencesForm.isAssisted(choice) ? texts.byAssisted() : texts.byAny();
        return joined(names.topic(choice.topic()), names.channel(choice.channel()), by);
    }

    private String day(Preferences.Day day) {
        return switch (day) {
            case HOLIDAY -> texts.holiday();
            case PRE_HOLIDAY -> texts.preHoliday();
            default -> DayOfWeek.of(day.ordinal() + 1).getDisplayName(TextStyle.SHORT_STANDALONE, locale);
        };
    }

    private String per(String per) {
        return switch (per) {
            case "day" -> texts.calendarDay();
            case "week" -> texts.calendarWeek();
            case "month" -> texts.calendarMonth();
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
