package dev.askfirst.log;

import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Where the tree ends now.
 *
 * @param published size of the last checkpoint that others may see
 */
record Head(Optional<String> origin, Edge edge, long published) {

    private static final String SELECT = "select origin, size, edge, published from sealer where id = 1";

    private static final Sql READ = Sql.of(SELECT);
    private static final Sql LOCKED = Sql.of(SELECT + " and epoch = :epoch for update");

    static Head read(Connection connection) throws SQLException {
        return READ.first(connection, Head::of).orElseThrow();
    }

    /** The same, and nobody else changes it until this transaction ends; refused to those who do not hold the lease. */
    static Head locked(Connection connection, Lease lease) throws SQLException {
        return LOCKED.with("epoch", lease.epoch()).first(connection, Head::of).orElseThrow(LostLease::new);
    }

    private static Head of(Row row) throws SQLException {
        var edge = Edge.of(row.number("size"), row.bytes("edge"));
        return new Head(row.optionalText("origin"), edge, row.number("published"));
    }
}
