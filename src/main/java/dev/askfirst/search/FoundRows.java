package dev.askfirst.search;

import dev.askfirst.audit.Entry;
import dev.askfirst.platform.Shard;
import dev.askfirst.platform.postgres.PgArray;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes entries of the rows that were found. */
final class FoundRows {

    /** Rows that are found by their page name it too. */
    private static final String OF_PAGES = """
            select x.* from (%s) x
            where x.page_id = any (array(select page_of(named) from unnest(?::uuid[]) named)) and x.id = any (?)""";

    private static final String OF_TABLE = "select x.* from (%s) x where x.id = any (?)";

    private static final Sql PLACES = Sql.of("""
            select at.n, p.first_leaf + at.slot as index, substring(p.leaves from at.slot * 32 + 1 for 32) as leaf
            from unnest(:pages::uuid[], :slots::integer[]) with ordinality at (page, slot, n)
            join page p on p.page_id = at.page and p.shard = any (:shards::smallint[])""");

    /**
     * A row, as it was read.
     *
     * @param candidates the entries that it may be; empty if it makes none
     */
    private record Found(String id, UUID page, int slot, Optional<List<Entry>> candidates) {}

    /** Where the log has what a row is, and what it was recorded with. */
    private record Place(Optional<Long> index, Optional<byte[]> leaf) {}

    private static final Place NOWHERE = new Place(Optional.empty(), Optional.empty());

    private final Connection connection;
    private final Map<String, FoundEntry> found = new HashMap<>();

    FoundRows(Connection connection) {
        this.connection = connection;
    }

    FoundEntry of(SearchedTable table, UUID id) {
        var key = key(table, id);
        var entry = found.get(table.kind() + key);
        return entry != null
                ? entry
                : new FoundEntry(key, table.kind(), Optional.empty(), "", null, Optional.of("missing"));
    }

    void load(SearchedTable table, List<UUID> ids) throws SQLException {
        if (ids.isEmpty()) return;
        var rows = rows(table, ids);
        var places = places(rows);
        for (var i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            found.put(table.kind() + row.id(), entry(table.kind(), row, places.getOrDefault(i, NOWHERE)));
        }
    }

    private List<Found> rows(SearchedTable table, List<UUID> ids) throws SQLException {
        var rows = new ArrayList<Found>();
        var sql = table.leaves().isByPage() ? OF_PAGES : OF_TABLE;
        try (var select =
                connection.prepareStatement(sql.formatted(table.leaves().sql()))) {
            bind(select, table, ids);
            var row = select.executeQuery();
            while (row.next()) rows.add(read(table, row));
        }
        return rows;
    }

    /** By the number of the row. */
    private Map<Integer, Place> places(List<Found> rows) throws SQLException {
        var places = new HashMap<Integer, Place>();
        if (rows.isEmpty()) return places;
        var pages = rows.stream().map(Found::page).toList();
        PLACES.with("pages", pages)
                .with("slots", rows.stream().map(Found::slot).toList())
                .with("shards", Shard.ofPages(pages))
                .each(
                        connection,
                        row -> places.put(
                                (int) row.number("n") - 1,
                                new Place(row.optionalNumber("index"), row.optionalBytes("leaf"))));
        return places;
    }

    private void bind(PreparedStatement select, SearchedTable table, List<UUID> ids) throws SQLException {
        if (table.isCatalog()) {
            var versions = ids.stream().map(FoundRows::version).toArray(Object[]::new);
            select.setArray(1, connection.createArrayOf("bigint", versions));
            return;
        }
        PgArray.ids(select, 1, ids);
        if (table.leaves().isByPage()) PgArray.ids(select, 2, ids);
    }

    private static Found read(SearchedTable table, ResultSet row) throws SQLException {
        return new Found(
                row.getString("id"), row.getObject("page_id", UUID.class), row.getInt("slot"), candidates(table, row));
    }

    private static Optional<List<Entry>> candidates(SearchedTable table, ResultSet row) throws SQLException {
        try {
            return Optional.of(table.leaves().entry().of(row));
        } catch (RuntimeException _) {
            return Optional.empty();
        }
    }

    private static FoundEntry entry(String kind, Found row, Place place) {
        var leaf = place.leaf().map(HexFormat.of()::formatHex).orElse("");
        if (row.candidates().isEmpty())
            return new FoundEntry(row.id(), kind, place.index(), leaf, null, Optional.of("damaged"));
        var candidates = row.candidates().get();
        if (candidates.isEmpty())
            return new FoundEntry(row.id(), kind, place.index(), leaf, null, Optional.of("erased"));
        return new FoundEntry(
                row.id(), kind, place.index(), leaf, recorded(candidates, place).json(), Optional.empty());
    }

    /** Where a row does not tell which of several entries it was, it is the one that was recorded. */
    private static Entry recorded(List<Entry> candidates, Place place) {
        if (candidates.size() == 1) return candidates.getFirst();
        var right = candidates.getFirst();
        for (var it : candidates)
            if (place.leaf().filter(leaf -> Arrays.equals(it.leaf(), leaf)).isPresent()) right = it;
        return right;
    }

    private static String key(SearchedTable table, UUID id) {
        return table.isCatalog() ? Long.toString(version(id)) : id.toString();
    }

    private static long version(UUID id) {
        return id.getLeastSignificantBits() & 0xFFFF_FFFF_FFFFL;
    }
}
