package dev.askfirst.person.key;

import dev.askfirst.platform.Ids;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * A column whose values are wrapped with the service key, and rewrapped when that key changes. A new column must be
 * added to {@link #ALL}.
 *
 * @param id the column that names a row, of the type {@code idType}
 * @param context what a value is bound to, made from the id as text
 */
record Wrapped(String table, String column, String id, String idType, Function<String, byte[]> context) {

    static final List<Wrapped> ALL = List.of(
            new Wrapped("person", "data_key", "person_id", "uuid", Wrapped::bytes),
            new Wrapped("audit_key", "wrapped", "month", "text", id -> id.getBytes(StandardCharsets.US_ASCII)),
            new Wrapped("place_key", "wrapped", "day", "text", id -> id.getBytes(StandardCharsets.US_ASCII)),
            new Wrapped("webhook", "secret", "webhook_id", "uuid", Wrapped::bytes),
            new Wrapped("webhook", "old_secret", "webhook_id", "uuid", Wrapped::bytes),
            new Wrapped("reply_text", "sealed", "id", "uuid", Wrapped::bytes),
            new Wrapped("complaint_text", "sealed", "id", "uuid", Wrapped::bytes),
            new Wrapped("provider_event", "sealed", "id", "uuid", Wrapped::bytes),
            new Wrapped("push", "sealed", "id", "uuid", Wrapped::bytes));

    // These statements stay JDBC: the marks are an array of bytes.

    /** What a value wrapped by one of these versions starts with, after its first byte. */
    static Array marks(Connection connection, Collection<Integer> versions) throws SQLException {
        var marks = versions.stream()
                .map(version ->
                        ByteBuffer.allocate(Integer.BYTES).putInt(version).array())
                .toArray(byte[][]::new);
        return connection.createArrayOf("bytea", marks);
    }

    private static byte[] bytes(String id) {
        return Ids.bytes(UUID.fromString(id));
    }

    /** The SQL condition on values wrapped by one of the versions whose marks are its parameter. */
    String condition() {
        return "substring(%s from 2 for 4) = any (?)".formatted(column);
    }

    static boolean stands(Connection connection, int version) throws SQLException {
        for (var wrapped : ALL) {
            try (var select = connection.prepareStatement(
                    "select 1 from %s where %s limit 1".formatted(wrapped.table, wrapped.condition()))) {
                select.setArray(1, marks(connection, List.of(version)));
                if (select.executeQuery().next()) return true;
            }
        }
        return false;
    }

    static long count(Connection connection, Collection<Integer> versions) throws SQLException {
        var count = 0L;
        for (var wrapped : ALL) {
            try (var select = connection.prepareStatement(
                    "select count(*) from %s where %s".formatted(wrapped.table, wrapped.condition()))) {
                select.setArray(1, marks(connection, versions));
                var row = select.executeQuery();
                row.next();
                count += row.getLong(1);
            }
        }
        return count;
    }
}
