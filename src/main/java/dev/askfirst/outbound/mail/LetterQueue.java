package dev.askfirst.outbound.mail;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The letters that wait. Of several instances one takes a letter; if it dies before the end is written down, another takes
 * it over: a letter may arrive twice, and never gets lost.
 */
@ApplicationScoped
class LetterQueue {

    /** How a letter ended; {@code DELAYED} has not, and is tried again. */
    enum Result {
        SENT,
        /** Nobody is there any more, or the question was answered: it is not wanted. */
        DROPPED,
        FAILED,
        DELAYED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A letter while this instance sends it. */
    record Taken(Letter letter, int attempts, Instant queued, Instant taken) {}

    private static final TypeReference<Map<String, String>> VALUES = new TypeReference<>() {};
    private static final int AT_ONCE = 20;
    private static final List<Duration> WAITS = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(6));
    private static final Duration PATIENCE = Duration.ofHours(24);

    /** Somebody waits for a code in front of a page, and it is of no use once it has lapsed. */
    private static final List<Duration> WAITS_OF_CODES =
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofMinutes(1));

    /** How long a letter is this instance's own: longer than any attempt takes. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final Sql PUT_OFF = Sql.of("update letter set next_at = :next where id = :id and ended_at is null");

    private final DataSource dataSource;
    private final Clock clock;
    private final Duration kept;

    LetterQueue(DataSource dataSource, Clock clock, @ConfigProperty(name = "askfirst.keep.letters") Duration kept) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.kept = kept;
    }

    /** Letters that are due, longest due first, for this instance alone until five minutes have passed. */
    List<Taken> take() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            return Sql.of("""
                            update letter set attempts = attempts + 1, next_at = clock.now + make_interval(secs => :lease)
                            from (select %1$s as now) clock
                            where id = any (array(select id from letter
                                where ended_at is null and next_at <= (select %1$s)
                                order by next_at limit :most for update skip locked))
                            returning id, kind, point_id, language, body, attempts, queued_at, clock.now""".formatted(clock.now()))
                    .with("lease", LEASE)
                    .with("most", AT_ONCE)
                    .list(connection, LetterQueue::taken);
        }
    }

    /** Writes down that a letter was sent or dropped. */
    void end(Taken taken, Result result) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            end(connection, taken, result);
        }
    }

    /** Puts a letter off that could not be sent, or gives it up: a day after it was queued, a code when it lapses. */
    Result putOff(Taken taken) throws SQLException {
        var isCode = taken.letter().kind() == Letter.Kind.CODE;
        var waits = isCode ? WAITS_OF_CODES : WAITS;
        var end = isCode ? taken.letter().lapses() : taken.queued().plus(PATIENCE);
        try (var connection = dataSource.getConnection()) {
            var next = clock.read(connection).plus(waits.get(Math.min(taken.attempts(), waits.size()) - 1));
            if (next.isAfter(end)) {
                end(connection, taken, Result.FAILED);
                return Result.FAILED;
            }
            PUT_OFF.with("next", next).with("id", taken.letter().id()).update(connection);
            return Result.DELAYED;
        }
    }

    /** Deletes the letters that ended {@code askfirst.keep.letters} ago. */
    void tidy() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            Sql.of("delete from letter where ended_at < %s - make_interval(secs => :kept)".formatted(clock.now()))
                    .with("kept", kept)
                    .update(connection);
        }
    }

    private void end(Connection connection, Taken taken, Result result) throws SQLException {
        Sql.of("update letter set ended_at = %s, result = :result where id = :id and ended_at is null"
                        .formatted(clock.now()))
                .with("result", result)
                .with("id", taken.letter().id())
                .update(connection);
    }

    private static Taken taken(Row row) throws SQLException {
        var letter = new Letter(
                row.id("id"),
                row.constant(Letter.Kind.class, "kind"),
                row.id("point_id"),
                row.text("language"),
                values(row.text("body")));
        return new Taken(letter, row.integer("attempts"), row.time("queued_at"), row.time("now"));
    }

    private static Map<String, String> values(String body) {
        try {
            return Json.MAPPER.readValue(body, VALUES);
        } catch (IOException e) {
            throw new IllegalStateException("a letter cannot be read", e);
        }
    }
}
