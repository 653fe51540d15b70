package dev.askfirst.outbound.webhook;

import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.postgres.Sql;
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

    private static final Sql HOLDS = Sql.of("""
            select 1 from webhook_turn
            where webhook_id = :webhook and person_id = :person and claim = :claim for update""");
    private static final Sql HEAD = Sql.of("""
            select feed_position, controller, page_id, slot from webhook_delivery
            where webhook_id = :webhook and person_id = :person and done_at is null
            order by feed_position, controller limit 1""");
    private static final Sql END = Sql.of("""
            delete from webhook_turn where webhook_id = :webhook and person_id = :person and not exists (
                select 1 from webhook_delivery waits where waits.webhook_id = webhook_turn.webhook_id
                and waits.person_id = webhook_turn.person_id and waits.done_at is null)""");
    private static final Sql SWITCH_OFF =
            Sql.of("update webhook set active = false, switched_off = :why where webhook_id = :webhook");

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
            one("update webhook_turn set claim = :claim, due_at = %s + make_interval(secs => :lease)", due.get())
                    .with("claim", due.get().claim())
                    .with("lease", LEASE)
                    .update(connection);
            return due;
        }
        return Optional.empty();
    }

    private Optional<Claim> due(boolean urgent, UUID claim) throws SQLException {
        return Sql.of("""
                        select person_id, attempts from webhook_turn
                        where webhook_id = :webhook and urgent = :urgent and due_at <= %s
                        order by due_at limit 1 for update skip locked""".formatted(now))
                .with("webhook", webhook)
                .with("urgent", urgent)
                .first(connection, row -> new Claim(webhook, row.id("person_id"), claim, row.integer("attempts")));
    }

    /** Whether this claim still holds; no other attempt can begin until the transaction is over. */
    boolean holds(Claim claim) throws SQLException {
        return HOLDS.with("webhook", webhook)
                .with("person", claim.person())
                .with("claim", claim.claim())
                .exists(connection);
    }

    Optional<Head> head(UUID person) throws SQLException {
        return HEAD.with("webhook", webhook)
                .with("person", person)
                .first(
                        connection,
                        row -> new Head(
                                row.number("feed_position"),
                                row.text("controller"),
                                row.id("page_id"),
                                row.integer("slot")));
    }

    /** The event is done with; the turn passes to the person's next one, or ends. */
    void finish(Claim claim, Head head, String result) throws SQLException {
        Sql.of("""
                        update webhook_delivery set result = :result, done_at = %s
                        where webhook_id = :webhook and feed_position = :position and controller = :controller""".formatted(now))
                .with("result", result)
                .with("webhook", webhook)
                .with("position", head.position())
                .with("controller", head.controller())
                .update(connection);
        pass(claim);
    }

    /** A turn without an event ends. */
    void pass(Claim claim) throws SQLException {
        END.with("webhook", webhook).with("person", claim.person()).update(connection);
        one("""
                update webhook_turn set claim = null, attempts = 0, due_at = %s, urgent = exists (
                    select 1 from webhook_delivery waits where waits.webhook_id = webhook_turn.webhook_id
                    and waits.person_id = webhook_turn.person_id and waits.done_at is null and waits.urgent)""", claim).update(connection);
    }

    /** The same event again, after a while. */
    void postpone(Claim claim, int attempts, Duration wait) throws SQLException {
        one("""
                update webhook_turn set claim = null, attempts = :attempts, due_at = %s + make_interval(secs => :wait)""", claim).with("attempts", attempts).with("wait", wait).update(connection);
    }

    /** Switches the webhook off until its owner switches it on again; pending deliveries are kept. */
    void switchOff(Claim claim, String why) throws SQLException {
        SWITCH_OFF.with("why", why).with("webhook", webhook).update(connection);
        giveBack(claim);
    }

    /** The turn is due again at once. */
    void giveBack(Claim claim) throws SQLException {
        postpone(claim, claim.attempt(), Duration.ZERO);
    }

    /** A change of one person's turn, in which {@code %s} is now. */
    private Sql.Call one(String update, Claim claim) {
        return Sql.of(update.formatted(now) + " where webhook_id = :webhook and person_id = :person")
                .with("webhook", webhook)
                .with("person", claim.person());
    }
}
