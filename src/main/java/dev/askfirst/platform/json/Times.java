package dev.askfirst.platform.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Instants as they stand on the wire (RFC 3339) and in the database (microseconds). */
public final class Times {

    private Times() {}

    /** The instant that {@code text} names, cut to microseconds; empty if it is not an RFC 3339 time of years 1 to 9999. */
    public static Optional<Instant> parse(String text) {
        try {
            var time = OffsetDateTime.parse(text);
            if (time.getYear() < 1 || time.getYear() > 9999) return Optional.empty();
            return Optional.of(micros(time.toInstant()));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** The day that {@code text} names; empty if it is not an RFC 3339 full date of years 1 to 9999. */
    public static Optional<LocalDate> parseDate(String text) {
        try {
            return Optional.of(LocalDate.parse(text)).filter(day -> day.getYear() >= 1 && day.getYear() <= 9999);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    public static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    public static long epochMicros(Instant at) {
        return at.getEpochSecond() * 1_000_000 + at.getNano() / 1000;
    }

    public static Instant ofEpochMicros(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1000L);
    }
}
