package dev.askfirst.selfservice.form;

import dev.askfirst.platform.language.Languages;
import dev.askfirst.platform.time.Zones;
import dev.askfirst.policy.term.Preferences;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Optional;

/** Days and times as a person writes them, where they live; in UTC, and saying so, where that is not known. */
public final class Dates {

    private final Locale locale;
    private final Optional<ZoneId> zone;

    public Dates(Preferences preferences, String language) {
        this.zone = preferences.timeZone().map(Zones.current()::named);
        // English or German of one country or another: dates differ, the words do not.
        this.locale = preferences
                .locale()
                .map(Locale::forLanguageTag)
                .filter(it ->
                        it.getLanguage().equals(language) && !it.getCountry().isEmpty())
                .orElse(Languages.locale(language));
    }

    public ZoneId zone() {
        return zone.orElse(ZoneOffset.UTC);
    }

    public LocalDate day(Instant at) {
        return at.atZone(zone()).toLocalDate();
    }

    public String date(Instant at) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(locale)
                .format(at.atZone(zone()));
    }

    public String time(Instant at) {
        var text = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                .withLocale(locale)
                .format(at.atZone(zone()));
        return zone.isPresent() ? text : text + " UTC";
    }
}
