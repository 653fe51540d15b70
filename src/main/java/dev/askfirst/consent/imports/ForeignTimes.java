package dev.askfirst.consent.imports;

import dev.askfirst.platform.json.Times;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Times as other tools write them, as far as they can be read in one way only: RFC 3339 with a space or a T, RFC 2822,
 * seconds since 1970. A time without an offset is taken as UTC.
 */
final class ForeignTimes {

    private static final Pattern SECONDS = Pattern.compile("([0-9]{1,11})(\\.[0-9]{1,9})?");

    private static final DateTimeFormatter LOCAL = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm")
            .optionalStart()
            .appendPattern(":ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private ForeignTimes() {}

    /** The instant; empty if the text is no such time. */
    static Optional<Instant> parse(String text) {
        var seconds = SECONDS.matcher(text);
        if (seconds.matches()) return Optional.of(Instant.ofEpochSecond(Long.parseLong(seconds.group(1))));
        var spaced =
                text.length() > 10 && text.charAt(10) == 'T' ? text.substring(0, 10) + " " + text.substring(11) : text;
        return Times.parse(spaced.replaceFirst(" ", "T"))
                .or(() -> local(spaced))
                .or(() -> ofMail(text));
    }

    private static Optional<Instant> local(String text) {
        var plain = text.endsWith(" UTC") ? text.substring(0, text.length() - 4) : text;
        try {
            return Optional.of(Times.micros(LocalDateTime.parse(plain, LOCAL).toInstant(ZoneOffset.UTC)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> ofMail(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text.replace("UTC", "GMT"), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
