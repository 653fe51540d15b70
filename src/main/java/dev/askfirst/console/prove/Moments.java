package dev.askfirst.console.prove;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Times;
import dev.askfirst.platform.language.Texts;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Optional;

/** Instants as staff read and type them: in UTC, to the second. */
public final class Moments {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("d MMMM uuuu 'at' HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("d MMMM uuuu 'at' HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter LISTED = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter TYPED = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']HH:mm[:ss]")
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter FIELD = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

    private Moments() {}

    /** As in a sentence: 20 November 2026 at 10:00 UTC; with seconds where there are any. */
    public static String said(Instant at) {
        var time = at.atOffset(ZoneOffset.UTC);
        return (time.getSecond() == 0 ? MINUTE : SECOND).format(time) + " UTC";
    }

    /** A day, as in a sentence: 20 November 2026. */
    public static String day(LocalDate day) {
        return DAY.format(day);
    }

    /** As in a list: 20 Nov 2026, 10:00:05 UTC. */
    public static String listed(Instant at) {
        return LISTED.format(at.atOffset(ZoneOffset.UTC)) + " UTC";
    }

    /** Read from a field for date and time, which is in UTC, or from any RFC 3339 time; empty if it is neither. */
    public static Optional<Instant> typed(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text, TYPED).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException _) {
            return Times.parse(text);
        }
    }

    /** A text that is an instant, as in a sentence; any other as it is. */
    public static String readable(String text) {
        return Times.parse(text).map(Moments::said).orElse(text);
    }

    /** As a field for date and time holds it. */
    public static String field(Instant at) {
        return FIELD.format(at.atOffset(ZoneOffset.UTC));
    }

    /** The instant that a proof is about; a fault if it is still to come. */
    static Instant asked(JsonNode proof) {
        var asked = Instant.parse(proof.get("at").textValue());
        if (asked.isAfter(Instant.parse(proof.get("knownAt").textValue())))
            throw Fault.of(ProblemCode.INVALID_REQUEST, Texts.of("prove", "en").text("wrongFuture"));
        return asked;
    }
}
