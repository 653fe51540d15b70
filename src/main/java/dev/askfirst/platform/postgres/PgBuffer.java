package dev.askfirst.platform.postgres;

import dev.askfirst.platform.json.Times;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Values in PostgreSQL's binary form, as columns of a row: each with its type, so that the server can check them. */
public final class PgBuffer {

    static final int UUID_OID = 2950;
    static final int INT8_OID = 20;
    private static final int BOOL_OID = 16;
    private static final int BYTEA_OID = 17;
    private static final int INT2_OID = 21;
    private static final int INT4_OID = 23;
    private static final int TEXT_OID = 25;
    private static final int JSON_OID = 114;
    private static final int TEXT_ARRAY_OID = 1009;
    private static final int TIMESTAMPTZ_OID = 1184;
    private static final int JSONB_OID = 3802;
    private static final byte JSONB_FORMAT = 1;
    private static final int ABSENT = -1;
    private static final long MICROS_1970_TO_2000 = 946_684_800_000_000L;

    private ByteBuffer buffer;
    private int rowStart;
    private int columns;

    PgBuffer(int size) {
        buffer = ByteBuffer.allocate(size);
    }

    public PgBuffer id(UUID value) {
        type(UUID_OID, 20);
        return element(value);
    }

    public PgBuffer id(Optional<UUID> value) {
        return value.isPresent() ? id(value.get()) : absent(UUID_OID);
    }

    public PgBuffer time(Instant value) {
        type(TIMESTAMPTZ_OID, 12);
        buffer.putInt(8).putLong(Times.epochMicros(value) - MICROS_1970_TO_2000);
        return this;
    }

    public PgBuffer time(Optional<Instant> value) {
        return value.isPresent() ? time(value.get()) : absent(TIMESTAMPTZ_OID);
    }

    public PgBuffer text(String value) {
        return bytes(TEXT_OID, value.getBytes(StandardCharsets.UTF_8));
    }

    public PgBuffer text(Optional<String> value) {
        return value.isPresent() ? text(value.get()) : absent(TEXT_OID);
    }

    public PgBuffer json(String value) {
        return bytes(JSON_OID, value.getBytes(StandardCharsets.UTF_8));
    }

    public PgBuffer jsonb(String value) {
        var text = value.getBytes(StandardCharsets.UTF_8);
        type(JSONB_OID, text.length + 5);
        buffer.putInt(text.length + 1).put(JSONB_FORMAT).put(text);
        return this;
    }

    public PgBuffer bytes(byte[] value) {
        return bytes(BYTEA_OID, value);
    }

    public PgBuffer bytes(Optional<byte[]> value) {
        return value.isPresent() ? bytes(value.get()) : absent(BYTEA_OID);
    }

    public PgBuffer flag(boolean value) {
        type(BOOL_OID, 5);
        buffer.putInt(1).put((byte) (value ? 1 : 0));
        return this;
    }

    public PgBuffer int2Column(int value) {
        type(INT2_OID, 6);
        buffer.putInt(2).putShort((short) value);
        return this;
    }

    public PgBuffer int4Column(int value) {
        type(INT4_OID, 8);
        buffer.putInt(4).putInt(value);
        return this;
    }

    public PgBuffer int8Column(long value) {
        type(INT8_OID, 12);
        buffer.putInt(8).putLong(value);
        return this;
    }

    public PgBuffer number(Optional<Long> value) {
        return value.isPresent() ? int8Column(value.get()) : absent(INT8_OID);
    }

    public PgBuffer texts(List<String> values) {
        type(TEXT_ARRAY_OID, 24);
        var length = buffer.position();
        buffer.putInt(0).putInt(values.isEmpty() ? 0 : 1).putInt(0).putInt(TEXT_OID);
        if (!values.isEmpty()) buffer.putInt(values.size()).putInt(1);
        for (var value : values) put(value.getBytes(StandardCharsets.UTF_8));
        buffer.putInt(length, buffer.position() - length - 4);
        return this;
    }

    PgBuffer element(UUID value) {
        room(20);
        buffer.putInt(16).putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
        return this;
    }

    PgBuffer element(long value) {
        room(12);
        buffer.putInt(8).putLong(value);
        return this;
    }

    PgBuffer int4(int value) {
        room(4);
        buffer.putInt(value);
        return this;
    }

    void startRow() {
        room(8);
        rowStart = buffer.position();
        columns = 0;
        buffer.putInt(0).putInt(0);
    }

    void endRow() {
        buffer.putInt(rowStart, buffer.position() - rowStart - 4).putInt(rowStart + 4, columns);
    }

    int length() {
        return buffer.position();
    }

    void copy(byte[] target, int offset) {
        buffer.get(0, target, offset, buffer.position());
    }

    private PgBuffer bytes(int oid, byte[] value) {
        type(oid, value.length + 4);
        put(value);
        return this;
    }

    private PgBuffer absent(int oid) {
        type(oid, 4);
        buffer.putInt(ABSENT);
        return this;
    }

    private void put(byte[] value) {
        room(value.length + 4);
        buffer.putInt(value.length).put(value);
    }

    private void type(int oid, int length) {
        room(length + 4);
        buffer.putInt(oid);
        columns++;
    }

    private void room(int length) {
        if (buffer.remaining() >= length) return;
        var larger = ByteBuffer.allocate(2 * buffer.capacity() + length);
        buffer = larger.put(buffer.flip());
    }
}
