package dev.askfirst.outbound.feed;

import dev.askfirst.platform.postgres.PgArray;
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

    ChangeSequencer(DataSource dataSource, Transactions transactions) {
        this.dataSource = dataSource;
        this.transactions = transactions;
    }

    /** Places everything that was committed before it was called. */
    public void run() throws SQLException {
        if (someWaits()) transactions.run(ChangeSequencer::place);
    }

    private boolean someWaits() throws SQLException {
        try (var connection = dataSource.getConnection();
                var select = connection.prepareStatement(
                        "select exists (select 1 from outbox where first_position is null)")) {
            var row = select.executeQuery();
            row.next();
            return row.getBoolean(1);
        }
    }

    private static Run place(Connection connection) throws SQLException {
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
        try (var select = connection.prepareStatement("select next_position from relay where id = 1 for update")) {
            var row = select.executeQuery();
            row.next();
            return row.getLong(1);
        }
    }

    /** Reads all that wait: in a part alone, an earlier version of a person could be missing. */
    private static List<SequencingOrder.Waiting> waiting(Connection connection, Map<UUID, List<Sequences.Told>> told)
            throws SQLException {
        try (var select = connection.prepareStatement(
                "select page_id, n, changes from outbox where first_position is null order by page_id")) {
            select.setFetchSize(AT_A_TIME);
            var waiting = new ArrayList<SequencingOrder.Waiting>();
            var row = select.executeQuery();
            while (row.next()) {
                var page = row.getObject(1, UUID.class);
                var changes = Outbox.read(row.getString(3));
                waiting.add(new SequencingOrder.Waiting(page, row.getInt(2), versions(changes)));
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

    private static void store(Connection connection, List<Place> places, long next) throws SQLException {
        try (var update = connection.prepareStatement("""
                        update outbox set first_position = placed.place, sequences = placed.sequences
                        from unnest(?::uuid[], ?::bigint[], ?::text[]) placed (page_id, place, sequences)
                        where outbox.page_id = placed.page_id""");
                var sequencer = connection.prepareStatement("update relay set next_position = ? where id = 1")) {
            PgArray.ids(update, 1, places.stream().map(Place::page).toList());
            update.setArray(
                    2,
                    connection.createArrayOf(
                            "bigint", places.stream().map(Place::first).toArray()));
            update.setArray(
                    3,
                    connection.createArrayOf(
                            "text", places.stream().map(Place::sequences).toArray()));
            update.executeUpdate();
            sequencer.setLong(1, next);
            sequencer.executeUpdate();
        }
    }
}
