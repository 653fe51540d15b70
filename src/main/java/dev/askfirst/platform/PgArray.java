package dev.askfirst.platform;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

/**
 * Arrays of ids and of instants in PostgreSQL's binary form, which the driver itself sends as text: several times the
 * bytes, written and parsed for every row.
 */
final class PgArray extends PGobject implements PGBinaryObject {

    private static final long serialVersionUID = 1;
    private static final int UUID_OID = 2950;
    private static final int TIMESTAMPTZ_OID = 1184;
    private static final int HEADER = 20;
    private static final int ABSENT = -1;
    private static final long MICROS_1970_TO_2000 = 946_684_800_000_000L;

    private transient byte[] bytes;

    private PgArray(String type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    /** Binds an {@code uuid[]} parameter. */
    static void setUuids(PreparedStatement statement, int index, Collection<UUID> ids) throws SQLException {
        var buffer = start(UUID_OID, ids.size(), 16);
        for (var id : ids) {
            if (id == null) buffer.putInt(ABSENT);
            else buffer.putInt(16).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        }
        statement.setObject(index, new PgArray("_uuid", finish(buffer)));
    }

    /** Binds a {@code timestamptz[]} parameter. */
    static void setTimes(PreparedStatement statement, int index, List<Instant> times) throws SQLException {
        var buffer = start(TIMESTAMPTZ_OID, times.size(), 8);
        for (var at : times) {
            if (at == null) buffer.putInt(ABSENT);
            else buffer.putInt(8).putLong(Times.epochMicros(at) - MICROS_1970_TO_2000);
        }
        statement.setObject(index, new PgArray("_timestamptz", finish(buffer)));
    }

    private static ByteBuffer start(int element, int size, int width) {
        // Dimensions, whether there are nulls, element type, then length and lower bound of the one dimension.
        return ByteBuffer.allocate(HEADER + size * (4 + width))
                .putInt(1)
                .putInt(1)
                .putInt(element)
                .putInt(size)
                .putInt(1);
    }

    private static byte[] finish(ByteBuffer buffer) {
        var bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }

    @Override
    public int lengthInBytes() {
        return bytes.length;
    }

    @Override
    public void toBytes(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, bytes.length);
    }

    @Override
    public void setByteValue(byte[] value, int offset) {
        bytes = new byte[value.length - offset];
        System.arraycopy(value, offset, bytes, 0, bytes.length);
    }

    @Override
    public String getValue() {
        throw new IllegalStateException("the connection must send %s in binary form".formatted(type));
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
