package dev.askfirst.outbound.webhook;

import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Ids;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The order of deliveries at one webhook, inside one transaction. Each person with undelivered events has one turn, for
 * their earliest event. Turns of people with an undelivered no come first. A claim is a lease: if its holder dies,
 * another instance sends the event again.
 */
final class Turns {

    /** Longer than an attempt can take, with all its waits. */
    static final Duration LEASE = Duration.ofSeconds(30);

    /** A turn that was taken, and which attempt it is. */
    record Claim(UUID webhook, UUID person, UUID claim, int attempt) {}

    /** The event whose turn it is. */
    record Head(long position, String controller, UUID page, int slot) {}

    private final Connection connection;
    private final UUID webhook;
    private final String now;

    Turns(Connection connection, UUID webhook, Clock clock) {
        this.connection = connection;
        this.webhook = webhook;
        this.now = clock.now();
    }

    /** Takes the turn that is due, if there is one that nobody else has. */
    Optional<Claim> claim(Instant at) throws SQLException {
        for (var urgent : List.of(true, false)) {
            var due = due(urgent, Ids.at(at));
            if (due.isEmpty()) continue;
            execute(
                    "update webhook_turn set claim = ?, due_at = " + now + " + ? * interval '1 millisecond'"
                            + " where webhook_id = ? and person_id = ?",
                    due.get().claim(),
                    LEASE.toMillis(),
                    webhook,
                    due.get().person());
            return due;
        }
        return Optional.empty();
    }

    private Optional<Claim> due(boolean urgent, UUID claim) throws SQLException {
        try (var select = connection.prepareStatement("""
                select person_id, attempts from webhook_turn
                where webhook_id = ? and urgent = ? and due_at <= %s
                order by due_at limit 1 for update skip locked""".formatted(now))) {
            select.setObject(1, webhook);
            select.setBoolean(2, urgent);
            var row = select.executeQuery();
            if (!row.next()) return Optional.empty();
            return Optional.of(new Claim(webhook, row.getObject(1, UUID.class), claim, row.getInt(2)));
        }
    }

    /** Whether this claim still holds; no other attempt can begin until the transaction is over. */
    boolean holds(Claim claim) throws SQLException {
        try (var select = connection.prepareStatement(
                "select 1 from webhook_turn where webhook_id = ? and person_id = ? and claim = ? for update")) {
            select.setObject(1, webhook);
            select.setObject(2, claim.person());
            select.setObject(3, claim.claim());
            return select.executeQuery().next();
        }
    }

    Optional<Head> head(UUID person) throws SQLException {
        try (var select = connection.prepareStatement("""
                select feed_position, controller, page_id, slot from webhook_delivery
                where webhook_id = ? and person_id = ? and done_at is null
                order by feed_position, controller limit 1""")) {
            select.setObject(1, webhook);
            select.setObject(2, person);
            var row = select.executeQuery();
            if (!row.next()) return Optional.empty();
            return Optional.of(new Head(row.getLong(1), row.getString(2), row.getObject(3, UUID.class), row.getInt(4)));
        }
    }

    /** The event is done with; the turn passes to the person's next one, or ends. */
    void finish(Claim claim, Head head, String result) throws SQLException {
        execute(
                "update webhook_delivery set result = ?, done_at = " + now
                        + " where webhook_id = ? and feed_position = ? and controller = ?",
                result,
                webhook,
                head.position(),
                head.controller());
        pass(claim);
    }

    /** A turn without an event ends. */
    void pass(Claim claim) throws SQLException {
        execute("""
                delete from webhook_turn where webhook_id = ? and person_id = ? and not exists (
                    select 1 from webhook_delivery waits where waits.webhook_id = webhook_turn.webhook_id
                    and waits.person_id = webhook_turn.person_id and waits.done_at is null)""", webhook, claim.person());
        execute("""
                update webhook_turn set claim = null, attempts = 0, due_at = %s, urgent = exists (
                    select 1 from webhook_delivery waits where waits.webhook_id = webhook_turn.webhook_id
                    and waits.person_id = webhook_turn.person_id and waits.done_at is null and waits.urgent)
                where webhook_id = ? and person_id = ?""".formatted(now), webhook, claim.person());
    }

    /** The same event again, after a while. */
    void postpone(Claim claim, int attempts, Duration wait) throws SQLException {
        execute(
                "update webhook_turn set claim = null, attempts = ?, due_at = " + now
                        + " + ? * interval '1 millisecond' where webhook_id = ? and person_id = ?",
                attempts,
                wait.toMillis(),
                webhook,
                claim.person());
    }

    /** Switches the webhook off until its owner switches it on again; pending deliveries are kept. */
    void switchOff(Claim claim, String why) throws SQLException {
        execute("update webhook set active = false, switched_off = ? where webhook_id = ?", why, webhook);
        giveBack(claim);
    }

    /** The turn is due again at once. */
    void giveBack(Claim claim) throws SQLException {
        postpone(claim, claim.attempt(), Duration.ZERO);
    }

    private void execute(String sql, Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < parameters.length; i++) statement.setObject(i + 1, parameters[i]);
            statement.executeUpdate();
        }
    }
}
