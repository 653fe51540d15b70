package dev.askfirst.outbound.feed;

import dev.askfirst.platform.Clock;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.postgres.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Gives changes their place in the feed. One instance does so at a time, under the lock of one row; a change that a run
 * does not see yet is placed behind by a later run. Places are stored, never derived from ids or times, because
 * transactions commit in any order.
 */
@ApplicationScoped
public class ChangeSequencer {

    private static final int AT_A_TIME = 50;

    private static final Sql WAITING = Sql.of("select 1 from outbox where first_position is null limit 1");
    private static final Sql LOCKED_NEXT = Sql.of("select next_position from feed_position where id = 1 for update");
    private static final String PLACE = """
            update outbox set first_position = placed.place, sequences = placed.sequences, placed_at = %s
            from unnest(:pages::uuid[], :places::bigint[], :sequences::text[]) placed (page_id, place, sequences)
            where outbox.page_id = placed.page_id""";
    private static final Sql NEXT = Sql.of("update feed_position set next_position = :next where id = 1");

    /** Where a transaction's first change stands in the feed, and which change it is to each controller that is told. */
    private record Place(UUID page, long first, String sequences) {}

    private record Run(int placed) implements Transactions.Recorded {
        @Override
        public Optional<UUID> page() {
            return Optional.empty();
        }
    }

    private final DataSource dataSource;
    private final Transactions transactions;
    private final Clock clock;

    ChangeSequencer(DataSource dataSource, Transactions transactions, Clock clock) {
        this.dataSource = dataSource;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Places everything that was committed before it was called. */
    public void run() throws SQLException {
        if (someWaits()) transactions.run(this::place);
    }

    private boolean someWaits() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            return WAITING.first(connection, _ -> true).isPresent();
        }
    }

    private Run place(Connection connection) throws SQLException {
        var next = lockedNext(connection);
        // Read under the lock, so that the work of its previous holder is visible.
        var told = new HashMap<UUID, List<Sequences.Told>>();
        var sorted = SequencingOrder.of(waiting(connection, told));
        var sequences = Sequences.of(connection, people(sorted));
        var places = new ArrayList<Place>(sorted.size());
        for (var waiting : sorted) {
            places.add(new Place(waiting.page(), next, sequences.next(told.get(waiting.page()))));
            next += waiting.n();
        }
        sequences.store(connection);
        store(connection, places, next);
        return new Run(sorted.size());
    }

    private static long lockedNext(Connection connection) throws SQLException {
        return LOCKED_NEXT.first(connection, row -> row.number("next_position")).orElseThrow();
    }

    /** Reads all that wait: in a part alone, an earlier version of a person could be missing. */
    private static List<SequencingOrder.Waiting> waiting(Connection connection, Map<UUID, List<Sequences.Told>> told)
            throws SQLException {
        try (var select = connection.prepareStatement(
                "select page_id, n, changes from outbox where first_position is null order by page_id")) {
            select.setFetchSize(AT_A_TIME);
            var waiting = new ArrayList<SequencingOrder.Waiting>();
            var rows = select.executeQuery();
            var row = Row.of(rows);
            while (rows.next()) {
                var page = row.id("page_id");
                var changes = Outbox.read(row.text("changes"));
                waiting.add(new SequencingOrder.Waiting(page, row.integer("n"), versions(changes)));
                told.put(page, changes.stream().map(Sequences.Told::of).toList());
            }
            return waiting;
        }
    }

    private static Map<UUID, Long> versions(List<Change> changes) {
        var versions = new HashMap<UUID, Long>();
        for (var change : changes) change.person().ifPresent(person -> versions.put(person, change.version()));
        return versions;
    }

    private static Set<UUID> people(List<SequencingOrder.Waiting> waiting) {
        return waiting.stream().flatMap(it -> it.versions().keySet().stream()).collect(Collectors.toSet());
    }

    private void store(Connection connection, List<Place> places, long next) throws SQLException {
        Sql.of(PLACE.formatted(clock.now()))
                .with("pages", places.stream().map(Place::page).toList())
                .with("places", places.stream().map(Place::first).toList())
                .with("sequences", places.stream().map(Place::sequences).toList())
                .update(connection);
        NEXT.with("next", next).update(connection);
    }
}
