package dev.askfirst.outbound.kafka;

import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * How far the topic has been told, and who tells it now. The place moves only once brokers have acknowledged all before it. A
 * claim is a lease: if its holder dies, another instance goes on from the place that was kept.
 */
@ApplicationScoped
class KafkaProgress {

    /** Longer than one round can take, with all its waits; each round that went well begins it anew. */
    static final Duration LEASE = Duration.ofSeconds(30);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /**
     * Whoever tells the topic now, and from where on.
     *
     * @param failed how many rounds in a row came to nothing
     */
    record Claim(String topic, UUID id, long next, int failed, Optional<Held> held) {}

    /** An event that the brokers refuse for its own sake. */
    record Held(UUID event, long position, boolean isOver) {}

    private static final Sql BEGIN = Sql.of("""
            insert into kafka_progress (topic, next_position, due_at)
            select :topic, coalesce((select min(first_position) from outbox), next_position), '-infinity'
            from feed_position where id = 1 on conflict do nothing""");

    private static final String CLAIM = """
            update kafka_progress set claim = :claim, due_at = %1$s + make_interval(secs => :lease)
            where topic = :topic and due_at <= %1$s
                and next_position < (select next_position from feed_position where id = 1)
            returning next_position, failed, held_event, held_position,
                coalesce(held_since <= %1$s - make_interval(secs => :hold), false) as over""";

    private static final String ADVANCE = """
            update kafka_progress set next_position = :next, failed = 0, due_at = %s + make_interval(secs => :lease),
                held_event = case when held_position >= :next then held_event end,
                held_since = case when held_position >= :next then held_since end,
                held_position = case when held_position >= :next then held_position end
            where topic = :topic and claim = :claim""";

    private static final String RELEASE = """
            update kafka_progress set claim = null, due_at = %s where topic = :topic and claim = :claim""";

    private static final String FAIL = """
            update kafka_progress set claim = null, failed = failed + 1, due_at = %s + make_interval(secs => :wait)
            where topic = :topic and claim = :claim""";

    private static final String HOLD = """
            update kafka_progress set held_since = case when held_event = :event then held_since else %s end,
                held_event = :event, held_position = :position
            where topic = :topic and claim = :claim""";

    private final DataSource dataSource;
    private final Clock clock;
    private final KafkaConfig config;

    KafkaProgress(DataSource dataSource, Clock clock, KafkaConfig config) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.config = config;
    }

    /** A topic that was never told begins with the oldest change that the feed still has. */
    void begin() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            BEGIN.with("topic", config.topic()).update(connection);
        }
    }

    /** Takes the topic, if something is to be told, it is time to try, and nobody else has it. */
    Optional<Claim> claim() throws SQLException {
        var id = Ids.at(Instant.now());
        try (var connection = dataSource.getConnection()) {
            return Sql.of(CLAIM.formatted(clock.now()))
                    .with("claim", id)
                    .with("lease", LEASE)
                    .with("hold", config.hold())
                    .with("topic", config.topic())
                    .first(connection, row -> claim(id, row));
        }
    }

    private Claim claim(UUID id, Row row) throws SQLException {
        var event = row.optionalId("held_event");
        var held = event.isPresent()
                ? Optional.of(new Held(event.get(), row.number("held_position"), row.flag("over")))
                : Optional.<Held>empty();
        return new Claim(config.topic(), id, row.number("next_position"), row.integer("failed"), held);
    }

    /** All before this place is with the brokers. The claim that holds on; empty if another instance has it by now. */
    Optional<Claim> advance(Claim claim, long next) throws SQLException {
        var moved = 0;
        try (var connection = dataSource.getConnection()) {
            moved = own(ADVANCE, claim).with("next", next).with("lease", LEASE).update(connection);
        }
        var held = claim.held().filter(it -> it.position() >= next);
        return moved == 0 ? Optional.empty() : Optional.of(new Claim(claim.topic(), claim.id(), next, 0, held));
    }

    /** There is no more to tell now: whoever comes next may take it at once. */
    void release(Claim claim) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            own(RELEASE, claim).update(connection);
        }
    }

    /** It is tried again a little later each time. */
    void fail(Claim claim) throws SQLException {
        var wait = Duration.ofSeconds(1L << Math.min(claim.failed(), 5));
        if (wait.compareTo(LONGEST_WAIT) > 0) wait = LONGEST_WAIT;
        try (var connection = dataSource.getConnection()) {
            own(FAIL, claim).with("wait", wait).update(connection);
        }
    }

    /** All waits for this event, since it was first refused. */
    void hold(Claim claim, UUID event, long position) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            own(HOLD, claim).with("event", event).with("position", position).update(connection);
        }
    }

    private Sql.Call own(String statement, Claim claim) {
        return Sql.of(statement.formatted(clock.now()))
                .with("topic", claim.topic())
                .with("claim", claim.id());
    }
}
