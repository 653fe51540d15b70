package dev.askfirst.outbound.webhook;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.outbound.feed.Events;
import dev.askfirst.outbound.feed.Feed;
import dev.askfirst.outbound.feed.Placed;
import dev.askfirst.outbound.feed.Subscriber;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.postgres.RowType;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.postgres.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Creates deliveries for webhooks, from the feed and in its order. The progress of each webhook is one row, changed in
 * the same transaction: so no delivery is missing or created twice, and a webhook that was switched off continues where
 * it stopped.
 */
@ApplicationScoped
class DeliveryPlanner {

    private static final int MOST_CHANGES = 5000;

    private static final RowType DELIVERY = RowType.of(
            "webhook_delivery",
            1,
            "webhook_id",
            "feed_position",
            "controller",
            "person_id",
            "page_id",
            "slot",
            "urgent",
            "at");

    private static final Sql LOCKED_NEXT =
            Sql.of("select next_position from webhook_progress where webhook_id = :id for update skip locked");
    private static final Sql NEXT = Sql.of("update webhook_progress set next_position = :next where webhook_id = :id");

    private record Planned(UUID person, String controller, Placed placed) {}

    private record Made(boolean more) implements Transactions.Recorded {
        @Override
        public Optional<UUID> page() {
            return Optional.empty();
        }
    }

    private final DataSource dataSource;
    private final Transactions transactions;
    private final CatalogService catalogs;
    private final Clock clock;

    DeliveryPlanner(DataSource dataSource, Transactions transactions, CatalogService catalogs, Clock clock) {
        this.dataSource = dataSource;
        this.transactions = transactions;
        this.catalogs = catalogs;
        this.clock = clock;
    }

    /** Creates all missing deliveries; webhooks that another instance is working on are skipped. */
    void run() throws SQLException {
        for (var webhook : behind()) {
            while (transactions.run(connection -> make(connection, webhook)).more()) {
                // The next piece of what is missing.
            }
        }
    }

    private List<UUID> behind() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            return ActiveWebhook.behind(connection);
        }
    }

    private Made make(Connection connection, UUID id) throws SQLException {
        var from = lockedNext(connection, id);
        var webhook = ActiveWebhook.load(connection, id, clock.read(connection));
        if (from.isEmpty() || webhook.isEmpty()) return new Made(false);
        var subscriber =
                Subscriber.of(catalogs.newest(connection), webhook.get().owner());
        var read = new ArrayList<Placed>();
        Feed.read(connection, from.get(), placed -> {
            read.add(placed);
            return read.size() < MOST_CHANGES;
        });
        if (read.isEmpty()) return new Made(false);
        var rows = new ArrayList<Planned>();
        for (var placed : read) {
            if (subscriber.isEmpty() || !webhook.get().wants(placed.change())) continue;
            for (var controller : subscriber.get().controllers(placed.change())) {
                // A change without a person waits for no other: its own id stands in for the person.
                var person = placed.change().person().orElseGet(() -> Events.id(placed, controller));
                rows.add(new Planned(person, controller, placed));
            }
        }
        write(connection, id, rows, read.getLast().position() + 1);
        return new Made(true);
    }

    private static Optional<Long> lockedNext(Connection connection, UUID id) throws SQLException {
        return LOCKED_NEXT.with("id", id).first(connection, row -> row.number("next_position"));
    }

    private void write(Connection connection, UUID id, List<Planned> rows, long next) throws SQLException {
        if (!rows.isEmpty()) {
            insert(connection, id, rows);
            Sql.of(TURNS.formatted(clock.now()))
                    .with("id", id)
                    .with("from", rows.getFirst().placed().position())
                    .update(connection);
        }
        NEXT.with("next", next).with("id", id).update(connection);
    }

    /** Rows as one array stay JDBC. */
    private static void insert(Connection connection, UUID id, List<Planned> rows) throws SQLException {
        try (var insert = connection.prepareStatement(DELIVERY.insert())) {
            DELIVERY.bind(
                    insert,
                    1,
                    rows,
                    (row, columns) -> columns.id(id)
                            .int8Column(row.placed().position())
                            .text(row.controller())
                            .id(row.person())
                            .id(row.placed().page())
                            .int4Column(row.placed().slot())
                            .flag(row.placed().change().type().isUrgent())
                            .time(row.placed().change().at()));
            insert.executeUpdate();
        }
    }

    /**
     * Queues people. A no behind an event that failed does not wait for that event's next retry: the turn becomes due
     * at once.
     */
    private static final String TURNS = """
            insert into webhook_turn as turn (webhook_id, person_id, urgent, attempts, due_at)
            select :id, person_id, bool_or(urgent), 0, %s from webhook_delivery
            where webhook_id = :id and feed_position >= :from and done_at is null
            group by person_id order by person_id
            on conflict (webhook_id, person_id) do update set
                urgent = turn.urgent or excluded.urgent,
                due_at = case when excluded.urgent and not turn.urgent and turn.claim is null
                    then least(turn.due_at, excluded.due_at) else turn.due_at end""";
}
