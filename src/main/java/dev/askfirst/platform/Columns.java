package dev.askfirst.platform;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/** Binds rows to a statement as one array per column, for {@code unnest}: one statement whatever their number. */
public final class Columns<R> {

    private final PreparedStatement statement;
    private final Collection<R> rows;
    private int index;

    private Columns(PreparedStatement statement, Collection<R> rows) {
        this.statement = statement;
        this.rows = rows;
    }

    public static <R> Columns<R> of(PreparedStatement statement, Collection<R> rows) {
        return new Columns<>(statement, rows);
    }

    /** Binds one array of ids, for {@code = any (?)}. */
    public static void ids(PreparedStatement statement, int index, Collection<UUID> ids) throws SQLException {
        PgArray.setUuids(statement, index, ids);
    }

    public Columns<R> uuids(Function<R, UUID> column) throws SQLException {
        PgArray.setUuids(statement, ++index, rows.stream().map(column).toList());
        return this;
    }

    public Columns<R> times(Function<R, Instant> column) throws SQLException {
        PgArray.setTimes(statement, ++index, rows.stream().map(column).toList());
        return this;
    }

    public Columns<R> texts(Function<R, String> column) throws SQLException {
        return bind("text", rows.stream().map(column).toArray(String[]::new));
    }

    public Columns<R> ints(ToIntFunction<R> column) throws SQLException {
        return bind("int4", rows.stream().mapToInt(column).toArray());
    }

    public Columns<R> longs(ToLongFunction<R> column) throws SQLException {
        return bind("int8", rows.stream().mapToLong(column).toArray());
    }

    public Columns<R> flags(Predicate<R> column) throws SQLException {
        var values = new boolean[rows.size()];
        var i = 0;
        for (var row : rows) values[i++] = column.test(row);
        return bind("bool", values);
    }

    public Columns<R> bytes(Function<R, byte[]> column) throws SQLException {
        return bind("bytea", rows.stream().map(column).toArray(byte[][]::new));
    }

    /** A value that is the same for all rows. */
    public Columns<R> constant(Object value) throws SQLException {
        statement.setObject(++index, value);
        return this;
    }

    private Columns<R> bind(String type, Object values) throws SQLException {
        var connection = statement.getConnection().unwrap(org.postgresql.PGConnection.class);
        statement.setArray(++index, connection.createArrayOf(type, values));
        return this;
    }
}
