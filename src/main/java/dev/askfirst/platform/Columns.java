package dev.askfirst.platform;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
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

    public Columns<R> uuids(Function<R, UUID> column) throws SQLException {
        return array("uuid", column);
    }

    public Columns<R> texts(Function<R, String> column) throws SQLException {
        return array("text", column);
    }

    public Columns<R> times(Function<R, Instant> column) throws SQLException {
        return array("timestamptz", column);
    }

    public Columns<R> ints(ToIntFunction<R> column) throws SQLException {
        return bind("int4", rows.stream().mapToInt(column).toArray());
    }

    public Columns<R> longs(ToLongFunction<R> column) throws SQLException {
        return bind("int8", rows.stream().mapToLong(column).toArray());
    }

    public Columns<R> flags(Function<R, Boolean> column) throws SQLException {
        return array("bool", column);
    }

    public Columns<R> bytes(Function<R, byte[]> column) throws SQLException {
        return bind("bytea", rows.stream().map(column).toArray(byte[][]::new));
    }

    /** A value that is the same for all rows. */
    public Columns<R> constant(Object value) throws SQLException {
        statement.setObject(++index, value);
        return this;
    }

    private <T> Columns<R> array(String type, Function<R, T> column) throws SQLException {
        var values = new Object[rows.size()];
        var i = 0;
        for (var row : rows) values[i++] = column.apply(row);
        return bind(type, values);
    }

    private Columns<R> bind(String type, Object values) throws SQLException {
        var connection = statement.getConnection().unwrap(org.postgresql.PGConnection.class);
        statement.setArray(++index, connection.createArrayOf(type, values));
        return this;
    }
}
