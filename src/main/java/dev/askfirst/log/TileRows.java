package dev.askfirst.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The whole tiles of the tree: added once, read for ever. */
final class TileRows {

    private TileRows() {}

    static void insert(Connection connection, List<Edge.Full> tiles) throws SQLException {
        if (tiles.isEmpty()) return;
        try (var insert = connection.prepareStatement(
                "insert into tile (level, index, hashes) select * from unnest(?::smallint[], ?::bigint[], ?::bytea[])")) {
            insert.setArray(
                    1,
                    connection.createArrayOf(
                            "smallint",
                            tiles.stream().map(it -> (short) it.level()).toArray()));
            insert.setArray(
                    2,
                    connection.createArrayOf(
                            "bigint", tiles.stream().map(Edge.Full::index).toArray()));
            insert.setArray(
                    3,
                    connection.createArrayOf(
                            "bytea", tiles.stream().map(Edge.Full::hashes).toArray(byte[][]::new)));
            insert.executeUpdate();
        }
    }

    static Optional<byte[]> read(Connection connection, int level, long index) throws SQLException {
        try (var select = connection.prepareStatement("select hashes from tile where level = ? and index = ?")) {
            select.setInt(1, level);
            select.setLong(2, index);
            var row = select.executeQuery();
            return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
        }
    }
}
