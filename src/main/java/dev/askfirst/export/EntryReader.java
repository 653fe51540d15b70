package dev.askfirst.export;

import dev.askfirst.audit.Entry;
import dev.askfirst.audit.Leaves;
import dev.askfirst.audit.decision.PageText;
import dev.askfirst.log.Merkle;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Reads neighbouring places of the log: for each the entry as its row gives it now, even if it differs from what was
 * sealed, or why there is none. Its connection is in a transaction, so that rows come a few at a time.
 */
final class EntryReader {

    private static final int AT_ONCE = 2_000;
    private static final int PAGES_AT_ONCE = 100;
    private static final Sql RETIRED = Sql.of("select month from retired_month");

    private final Connection connection;
    private final List<Leaves> tables = EntryTables.all();
    private final Set<String> retired;

    /**
     * Begins to read.
     *
     * @param retired months, such as 2026-11, whose decisions were deleted when their time was over
     */
    EntryReader(Connection connection, Set<String> retired) {
        this.connection = connection;
        this.retired = retired;
    }

    /** What stands at each place of the chunk; {@code sealed} are its leaf hashes. */
    PlacedEntry[] read(Chunk chunk, byte[] sealed) throws SQLException {
        var found = new PlacedEntry[chunk.size()];
        for (var table : tables) read(table, chunk, sealed, found, false);
        // Ids are of the time of their page; whatever is not found by that is looked for in the days around it.
        var late = places(found);
        if (anyNull(found) && chunk.pagesWithout(found).keySet().stream().anyMatch(page -> !isRetired(page))) {
            for (var table : tables) {
                if (EntryTables.hasTimedIds(table)) read(table, chunk, sealed, found, true, late);
            }
        }
        var empty = chunk.pagesWithout(found);
        for (var i = 0; i < found.length; i++) {
            if (found[i] == null)
                found[i] = PlacedEntry.none(
                        chunk.pageAt(i)
                                        .filter(empty::containsKey)
                                        .filter(this::isRetired)
                                        .isPresent()
                                ? PlacedEntry.RETENTION
                                : PlacedEntry.MISSING);
        }
        return found;
    }

    private void read(Leaves table, Chunk chunk, byte[] sealed, PlacedEntry[] found, boolean around)
            throws SQLException {
        read(table, chunk, sealed, found, around, new boolean[found.length]);
    }

    private void read(Leaves table, Chunk chunk, byte[] sealed, PlacedEntry[] found, boolean around, boolean[] not)
            throws SQLException {
        if (chunk.pages().isEmpty()) return;
        if (table.isByPage()) {
            readPages(chunk, found, around, not);
            return;
        }
        try (var select = connection.prepareStatement(sql(table, around))) {
            select.setFetchSize(AT_ONCE);
            if (EntryTables.hasTimedIds(table)) {
                select.setDouble(1, chunk.from() / 1000.0);
                select.setDouble(2, (chunk.to() + 1) / 1000.0);
            }
            var row = select.executeQuery();
            while (row.next()) {
                var at = chunk.place(row.getObject("page_id", UUID.class), row.getInt("slot"));
                if (at < 0 || not[at]) continue;
                var one = one(table, row, Arrays.copyOfRange(sealed, at * Merkle.LENGTH, (at + 1) * Merkle.LENGTH));
                found[at] = found[at] == null ? one : found[at].and(one);
            }
        }
    }

    /** Decisions, of which many stand in one row. */
    private void readPages(Chunk chunk, PlacedEntry[] found, boolean around, boolean[] not) throws SQLException {
        try (var select = connection.prepareStatement(
                "select page_id, templates, lines from decision_page x" + near("page_id", around))) {
            select.setFetchSize(PAGES_AT_ONCE);
            select.setDouble(1, chunk.from() / 1000.0);
            select.setDouble(2, (chunk.to() + 1) / 1000.0);
            var row = select.executeQuery();
            while (row.next()) {
                var page = row.getObject("page_id", UUID.class);
                if (!chunk.pages().containsKey(page)) continue;
                var entries = PageText.entries(page, row.getString("templates"), row.getString("lines"));
                for (var slot = 0; slot < entries.size(); slot++) {
                    var at = chunk.place(page, slot);
                    if (at < 0 || not[at]) continue;
                    var one = entries.get(slot).map(PlacedEntry::entry).orElse(PlacedEntry.none(PlacedEntry.DAMAGED));
                    found[at] = found[at] == null ? one : found[at].and(one);
                }
            }
        }
    }

    private static String sql(Leaves table, boolean around) {
        var all = "select x.* from (" + table.sql() + ") x";
        if (!EntryTables.hasTimedIds(table)) return all;
        return all + near(table.timed(), around);
    }

    /** A condition of two parameters, seconds of the epoch: ids of this time, or of the days around it. */
    private static String near(String id, boolean around) {
        return " where x.%2$s >= first_uuid_of(to_timestamp(?) - interval '%1$s') and x.%2$s < first_uuid_of(to_timestamp(?) + interval '%1$s')"
                .formatted(around ? "1 day" : "1 millisecond", id);
    }

    /** If a row could have been several entries, the one whose hash was sealed is taken. */
    private static PlacedEntry one(Leaves table, ResultSet row, byte[] sealed) throws SQLException {
        try {
            var candidates = table.entry().of(row);
            if (candidates.isEmpty()) return PlacedEntry.none(PlacedEntry.ERASED);
            if (candidates.size() == 1)
                return PlacedEntry.entry(candidates.getFirst().json());
            var chosen = Math.max(
                    0,
                    candidates.stream()
                            .map(Entry::leaf)
                            .map(it -> Arrays.equals(it, sealed))
                            .toList()
                            .indexOf(true));
            return PlacedEntry.entry(candidates.get(chosen).json());
        } catch (RuntimeException _) {
            return PlacedEntry.none(PlacedEntry.DAMAGED);
        }
    }

    private static boolean anyNull(PlacedEntry[] found) {
        return Arrays.stream(found).anyMatch(it -> it == null);
    }

    private static boolean[] places(PlacedEntry[] found) {
        var places = new boolean[found.length];
        for (var i = 0; i < found.length; i++) places[i] = found[i] != null;
        return places;
    }

    private boolean isRetired(UUID page) {
        return retired.contains(Chunk.month(page));
    }

    /** The months whose decisions were deleted, as the log says. */
    static Set<String> retired(Connection connection) throws SQLException {
        return Set.copyOf(RETIRED.list(connection, row -> row.text("month")));
    }
}
