package dev.askfirst.search;

import dev.askfirst.platform.postgres.PgArray;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes entries of the rows that were found. */
final class FoundRows {

    private static final String ROWS = """
            select x.*, p.first_leaf, substring(p.leaves from x.slot * 32 + 1 for 32) as recorded_leaf
            from (%s) x left join page p on p.page_id = x.page_id where %s""";

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
        try (var select =
                connection.prepareStatement(ROWS.formatted(table.leaves().sql(), condition(table)))) {
            bind(select, table, ids);
            var row = select.executeQuery();
            while (row.next()) {
                var entry = read(table, row);
                found.put(table.kind() + entry.id(), entry);
            }
        }
    }

    /** Rows that are found by their page name it too. */
    private static String condition(SearchedTable table) {
        return table.leaves().isByPage()
                ? "x.page_id = any (array(select page_of(named) from unnest(?::uuid[]) named)) and x.id = any (?)"
                : "x.id = any (?)";
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

    private static FoundEntry read(SearchedTable table, ResultSet row) throws SQLException {
        var id = row.getString("id");
        var first = row.getLong("first_leaf");
        var index = row.wasNull() ? Optional.<Long>empty() : Optional.of(first + row.getInt("slot"));
        var leaf = row.getBytes("recorded_leaf");
        var hex = leaf == null ? "" : HexFormat.of().formatHex(leaf);
        try {
            var entry = entry(table, row, leaf);
            var why = entry == null ? Optional.of("erased") : Optional.<String>empty();
            return new FoundEntry(id, table.kind(), index, hex, entry, why);
        } catch (RuntimeException _) {
            return new FoundEntry(id, table.kind(), index, hex, null, Optional.of("damaged"));
        }
    }

    /** Where a row does not tell which of several entries it was, it is the one that was recorded. */
    private static String entry(SearchedTable table, ResultSet row, byte[] leaf) throws SQLException {
        var candidates = table.leaves().entry().of(row);
        if (candidates.isEmpty()) return null;
        if (candidates.size() == 1) return candidates.getFirst().json();
        var right = 0;
        for (var i = 0; i < candidates.size(); i++)
            if (Arrays.equals(candidates.get(i).leaf(), leaf)) right = i;
        return candidates.get(right).json();
    }

    private static String key(SearchedTable table, UUID id) {
        return table.isCatalog() ? Long.toString(version(id)) : id.toString();
    }

    private static long version(UUID id) {
        return id.getLeastSignificantBits() & 0xFFFF_FFFF_FFFFL;
    }
}
