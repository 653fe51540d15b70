package dev.askfirst.log;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Where the tree ends now.
 *
 * @param published size of the last checkpoint that others may see
 */
record Head(Optional<String> origin, Edge edge, long published) {

    private static final String SELECT = "select origin, size, edge, published from sealer where id = 1";

    static Head read(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(SELECT)) {
            return read(select.executeQuery()).orElseThrow();
        }
    }

    /** The same, and nobody else changes it until this transaction ends; refused to those who do not hold the lease. */
    static Head locked(Connection connection, Lease lease) throws SQLException {
        try (var select = connection.prepareStatement(SELECT + " and epoch = ? for update")) {
            select.setLong(1, lease.epoch());
            return read(select.executeQuery()).orElseThrow(LostLease::new);
        }
    }

    private static Optional<Head> read(ResultSet row) throws SQLException {
        if (!row.next()) return Optional.empty();
        var edge = Edge.of(row.getLong("size"), row.getBytes("edge"));
        return Optional.of(new Head(Optional.ofNullable(row.getString("origin")), edge, row.getLong("published")));
    }
}
