package dev.askfirst.export;

import dev.askfirst.platform.Ids;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Pages that follow each other in the log: places from the index {@code first} to before {@code end}. */
record Chunk(long first, long end, Map<UUID, Long> pages, TreeMap<Long, UUID> inOrder) {

    private static final int AT_ONCE = 2_000;

    /** The pages from this index on that hold about {@code leaves} leaves, up to {@code end}. */
    static Chunk read(Connection connection, long first, long end, int leaves) throws SQLException {
        try (var select = connection.prepareStatement(
                "select page_id, n, first_leaf from page where first_leaf >= ? and first_leaf < ? order by first_leaf")) {
            select.setFetchSize(AT_ONCE);
            select.setLong(1, first);
            select.setLong(2, end);
            var pages = new HashMap<UUID, Long>();
            var inOrder = new TreeMap<Long, UUID>();
            var reached = first;
            var row = select.executeQuery();
            while (reached - first < leaves && row.next()) {
                pages.put(row.getObject(1, UUID.class), row.getLong(3));
                inOrder.put(row.getLong(3), row.getObject(1, UUID.class));
                reached = row.getLong(3) + row.getInt(2);
            }
            // Places whose page is gone are looked at too, a piece at a time.
            var bounded = pages.isEmpty() ? first + leaves : reached;
            return new Chunk(first, Math.min(end, bounded), pages, inOrder);
        }
    }

    int size() {
        return Math.toIntExact(end - first);
    }

    /** The earliest millisecond of a page. */
    long from() {
        return pages.keySet().stream().mapToLong(Chunk::millis).min().orElse(0);
    }

    /** The latest one. */
    long to() {
        return pages.keySet().stream().mapToLong(Chunk::millis).max().orElse(0);
    }

    /** Where a row stands, counted from the first; negative if it is not here. */
    int place(UUID page, int slot) {
        var start = pages.get(page);
        if (start == null) return -1;
        var at = start + slot - first;
        return at >= 0 && at < size() ? (int) at : -1;
    }

    /** The page of a place. */
    Optional<UUID> pageAt(int place) {
        return Optional.ofNullable(inOrder.floorEntry(first + place)).map(Map.Entry::getValue);
    }

    /** Pages of which nothing at all was found. */
    Map<UUID, Long> pagesWithout(PlacedEntry[] found) {
        var without = new HashMap<>(pages);
        for (var i = 0; i < found.length; i++) if (found[i] != null) pageAt(i).ifPresent(without::remove);
        return without;
    }

    /** The month of a page in UTC, such as 2026-11. */
    static String month(UUID page) {
        return Ids.instant(page).toString().substring(0, 7);
    }

    private static long millis(UUID id) {
        return Ids.instant(id).toEpochMilli();
    }
}
