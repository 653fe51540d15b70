package dev.askfirst.log;

import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The whole tiles of the tree: added once, read for ever. */
final class TileRows {

    private static final Sql READ = Sql.of("select hashes from tile where level = :level and index = :index");

    private TileRows() {}

    static void insert(Connection connection, List<Edge.Full> tiles) throws SQLException {
        if (tiles.isEmpty()) return;
        // An array of bytes is no kind of parameter of the seam: JDBC.
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
        return READ.with("level", level).with("index", index).first(connection, row -> row.bytes("hashes"));
    }
}
