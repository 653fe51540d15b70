package dev.askfirst.outbound.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.outbound.feed.Events;
import dev.askfirst.outbound.feed.Placed;
import dev.askfirst.outbound.feed.Subscriber;
import dev.askfirst.person.key.Vault;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.postgres.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** What is to be sent next, and what became of what was sent: one transaction for each delivery, none open while it is sent. */
@ApplicationScoped
class Deliveries {

    private static final int MOST_PAGES = 16;
    private static final Sql CHANGES =
            Sql.of("select first_position, changes, sequences from outbox where page_id = :page");

    /** One event, ready to be sent. {@code message} is empty where the owner may not see it any more. */
    public record Delivery(Turns.Claim claim, Turns.Head head, String url, Optional<Message> message) {}

    /** What is signed and sent. */
    public record Message(UUID id, Instant at, byte[] body, List<WebhookSecret> secrets) {}

    /** A delivery that was tried. */
    record Tried(Delivery delivery, Outcome outcome) {}

    enum Outcome {
        DELIVERED,
        FAILED,
        GIVEN_UP,
        GONE,
        DROPPED
    }

    private record Due(List<UUID> webhooks) implements Transactions.Recorded {
        @Override
        public Optional<UUID> page() {
            return Optional.empty();
        }
    }

    private record Next(Optional<Delivery> delivery) implements Transactions.Recorded {
        @Override
        public Optional<UUID> page() {
            return Optional.empty();
        }
    }

    private final Transactions transactions;
    private final CatalogService catalogs;
    private final Events events;
    private final Vault vault;
    private final Clock clock;
    // A file's import makes one row of a thousand changes: it is not read a thousand times.
    private final Cache<UUID, List<Placed>> pages =
            Caffeine.newBuilder().maximumSize(MOST_PAGES).build();

    Deliveries(Transactions transactions, CatalogService catalogs, Events events, Vault vault, Clock clock) {
        this.transactions = transactions;
        this.catalogs = catalogs;
        this.events = events;
        this.vault = vault;
        this.clock = clock;
    }

    /** The webhooks that have something to send now. */
    List<UUID> due() throws SQLException {
        return transactions
                .run(connection -> new Due(ActiveWebhook.due(connection, clock.now())))
                .webhooks();
    }

    /** Records what became of one delivery, and takes the next, if any is due. */
    Optional<Delivery> next(UUID webhook, Optional<Tried> tried) throws SQLException {
        return transactions
                .run(connection -> {
                    var turns = new Turns(connection, webhook, clock);
                    if (tried.isPresent()) settle(turns, tried.get());
                    return new Next(take(connection, turns, webhook));
                })
                .delivery();
    }

    /** Records what became of one delivery, and takes no other. */
    void settle(UUID webhook, Tried tried) throws SQLException {
        transactions.run(connection -> {
            settle(new Turns(connection, webhook, clock), tried);
            return new Next(Optional.empty());
        });
    }

    private static void settle(Turns turns, Tried tried) throws SQLException {
        var claim = tried.delivery().claim();
        if (!turns.holds(claim)) return;
        switch (tried.outcome()) {
            case DELIVERED, DROPPED, GIVEN_UP ->
                turns.finish(claim, tried.delivery().head(), Json.text(tried.outcome()));
            case GONE -> turns.switchOff(claim, Json.text(tried.outcome()));
            case FAILED -> {
                var failed = claim.attempt() + 1;
                turns.postpone(
                        claim,
                        failed,
                        Retries.after(failed, RandomGenerator.getDefault()).orElseThrow());
            }
        }
    }

    private Optional<Delivery> take(Connection connection, Turns turns, UUID webhook) throws SQLException {
        var now = clock.read(connection);
        while (true) {
            var claim = turns.claim(now);
            if (claim.isEmpty()) return Optional.empty();
            // Read after the claim: whoever had the turn before may have switched the webhook off as they gave it up.
            var active = ActiveWebhook.load(connection, webhook, now);
            if (active.isEmpty()) {
                turns.giveBack(claim.get());
                return Optional.empty();
            }
            var head = turns.head(claim.get().person());
            if (head.isPresent()) {
                var message = message(connection, active.get(), head.get(), now);
                return Optional.of(
                        new Delivery(claim.get(), head.get(), active.get().url(), message));
            }
            turns.pass(claim.get());
        }
    }

    private Optional<Message> message(Connection connection, ActiveWebhook webhook, Turns.Head head, Instant now)
            throws SQLException {
        var changes = changes(connection, head.page());
        var subscriber = Subscriber.of(catalogs.newest(connection), webhook.owner());
        if (changes.isEmpty() || subscriber.isEmpty()) return Optional.empty();
        var placed = changes.get().get(head.slot());
        if (!subscriber.get().controllers(placed.change()).contains(head.controller())) return Optional.empty();
        var event = events.of(placed, head.controller(), subscriber.get());
        var secrets = webhook.secrets().stream()
                .map(wrapped -> WebhookSecret.of(vault.unwrap(wrapped, Ids.bytes(webhook.id()))))
                .toList();
        var body = event.toString().getBytes(StandardCharsets.UTF_8);
        return Optional.of(new Message(Events.id(placed, head.controller()), now, body, secrets));
    }

    private Optional<List<Placed>> changes(Connection connection, UUID page) throws SQLException {
        var held = pages.getIfPresent(page);
        if (held != null) return Optional.of(held);
        var read = CHANGES.with("page", page)
                .first(
                        connection,
                        row -> Placed.all(
                                row.number("first_position"),
                                page,
                                row.text("changes"),
                                row.optionalText("sequences")));
        read.ifPresent(changes -> pages.put(page, changes));
        return read;
    }
}
