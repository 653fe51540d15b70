package dev.askfirst.outbound.mail;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

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

    private final DataSource dataSource;
    private final Clock clock;

    LetterQueue(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** Letters that are due, longest due first, for this instance alone until five minutes have passed. */
    List<Taken> take() throws SQLException {
        try (var connection = dataSource.getConnection();
                var update = connection.prepareStatement("""
                update letter set attempts = attempts + 1, next_at = clock.now + interval '5 minutes'
                from (select %s as now) clock
                where id = any (array(select id from letter
                    where ended_at is null and next_at <= (select %1$s)
                    order by next_at limit %d for update skip locked))
                returning id, kind, point_id, language, body, attempts, queued_at, clock.now""".formatted(clock.now(), AT_ONCE))) {
            var taken = new ArrayList<Taken>();
            var row = update.executeQuery();
            while (row.next()) taken.add(taken(row));
            return taken;
        }
    }

    /** Writes down that a letter was sent or dropped. */
    void end(Taken taken, Result result) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            end(connection, taken, result);
        }
    }

    /** Puts a letter off that could not be sent, or gives it up a day after it was queued. */
    Result putOff(Taken taken) throws SQLException {
        try (var connection = dataSource.getConnection();
                var update = connection.prepareStatement(
                        "update letter set next_at = ? where id = ? and ended_at is null")) {
            var next = clock.read(connection).plus(WAITS.get(Math.min(taken.attempts(), WAITS.size()) - 1));
            if (next.isAfter(taken.queued().plus(PATIENCE))) {
                end(connection, taken, Result.FAILED);
                return Result.FAILED;
            }
            update.setObject(1, next.atOffset(ZoneOffset.UTC));
            update.setObject(2, taken.letter().id());
            update.executeUpdate();
            return Result.DELAYED;
        }
    }

    /** Deletes the letters that ended a month ago. */
    void tidy() throws SQLException {
        try (var connection = dataSource.getConnection();
                var delete = connection.prepareStatement(
                        "delete from letter where ended_at < %s - interval '30 days'".formatted(clock.now()))) {
            delete.executeUpdate();
        }
    }

    private void end(Connection connection, Taken taken, Result result) throws SQLException {
        try (var update = connection.prepareStatement(
                "update letter set ended_at = %s, result = ? where id = ? and ended_at is null"
                        .formatted(clock.now()))) {
            update.setString(1, result.text());
            update.setObject(2, taken.letter().id());
            update.executeUpdate();
        }
    }

    private static Taken taken(ResultSet row) throws SQLException {
        var letter = new Letter(
                row.getObject("id", UUID.class),
                Letter.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getObject("point_id", UUID.class),
                row.getString("language"),
                values(row.getString("body")));
        return new Taken(letter, row.getInt("attempts"), instant(row, "queued_at"), instant(row, "now"));
    }

    private static Map<String, String> values(String body) {
        try {
            return Json.MAPPER.readValue(body, VALUES);
        } catch (IOException e) {
            throw new IllegalStateException("a letter cannot be read", e);
        }
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
