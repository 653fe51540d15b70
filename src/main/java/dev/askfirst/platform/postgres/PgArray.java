package dev.askfirst.platform.postgres;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.postgresql.core.BaseConnection;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

/**
 * Array parameters in PostgreSQL's binary form: ids for {@code = any (?)}, and whole rows of a {@link RowType}.
 */
public final class PgArray extends PGobject implements PGBinaryObject {

    private static final long serialVersionUID = 1;

    private transient PgBuffer array;

    private PgArray(String type, PgBuffer array) {
        this.type = type;
        this.array = array;
    }

    /** Binds ids as {@code uuid[]}. */
    public static void ids(PreparedStatement statement, int index, Collection<UUID> ids) throws SQLException {
        var array = new PgBuffer(20 + 20 * ids.size());
        start(array, PgBuffer.UUID_OID, ids.size());
        for (var id : ids) array.element(id);
        bind(statement, index, "_uuid", array);
    }

    /** Binds whole numbers as {@code bigint[]}. */
    public static void numbers(PreparedStatement statement, int index, Collection<Long> numbers) throws SQLException {
        var array = new PgBuffer(20 + 12 * numbers.size());
        start(array, PgBuffer.INT8_OID, numbers.size());
        for (var number : numbers) array.element(number);
        bind(statement, index, "_int8", array);
    }

    /** Binds rows of a composite type; {@code columns} writes every column of one row, in the order of the type. */
    static <R> void rows(
            PreparedStatement statement, int index, String type, Collection<R> rows, BiConsumer<R, PgBuffer> columns)
            throws SQLException {
        var types = base(statement).getTypeInfo();
        var array = new PgBuffer(20 + 400 * rows.size());
        start(array, types.getPGType(type), rows.size());
        for (var row : rows) {
            array.startRow();
            columns.accept(row, array);
            array.endRow();
        }
        bind(statement, index, "_" + type, array);
    }

    private static void start(PgBuffer array, int element, int size) {
        // Dimensions, whether there are nulls, element type, then length and lower bound of the one dimension.
        array.int4(1).int4(0).int4(element).int4(size).int4(1);
    }

    private static void bind(PreparedStatement statement, int index, String type, PgBuffer array) throws SQLException {
        var connection = base(statement);
        connection.getQueryExecutor().addBinarySendOid(connection.getTypeInfo().getPGType(type));
        statement.setObject(index, new PgArray(type, array));
    }

    private static BaseConnection base(PreparedStatement statement) throws SQLException {
        return statement.getConnection().unwrap(BaseConnection.class);
    }

    @Override
    public int lengthInBytes() {
        return array.length();
    }

    @Override
    public void toBytes(byte[] target, int offset) {
        array.copy(target, offset);
    }

    @Override
    public void setByteValue(byte[] value, int offset) {
        throw new IllegalStateException("%s is only written".formatted(type));
    }

    @Override
    public String getValue() {
        throw new IllegalStateException("%s has no text form here".formatted(type));
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
