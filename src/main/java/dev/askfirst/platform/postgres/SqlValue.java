package dev.askfirst.platform.postgres;

import dev.askfirst.platform.json.Json;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/**
 * A value of a parameter: text, number, boolean, bytes, id, instant, a constant as it is recorded (in lower case), a
 * length of time, any of these that may be missing, or a collection of ids, of texts, or of whole numbers.
 */
final class SqlValue {

    private SqlValue() {}

    static void bind(PreparedStatement statement, int index, Object value) throws SQLException {
        switch (value) {
            case null -> throw new IllegalStateException("a missing value is an empty Optional");
            case Optional<?> optional when optional.isPresent() -> bind(statement, index, optional.get());
            case Optional<?> _ -> statement.setNull(index, Types.NULL);
            case Instant instant -> statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
            case Duration duration -> statement.setDouble(index, duration.toMillis() / 1000.0);
            case Enum<?> constant -> statement.setString(index, Json.text(constant));
            case Collection<?> all -> bind(statement, index, all);
            case String _, Number _, Boolean _, byte[] _, UUID _ -> statement.setObject(index, value);
            default -> throw new IllegalStateException(value.getClass() + " is no kind of parameter");
        }
    }

    private static void bind(PreparedStatement statement, int index, Collection<?> all) throws SQLException {
        if (all.stream().allMatch(UUID.class::isInstance) && !all.isEmpty()) {
            PgArray.ids(statement, index, all.stream().map(UUID.class::cast).toList());
        } else if (all.stream().allMatch(String.class::isInstance)) {
            statement.setArray(index, statement.getConnection().createArrayOf("text", all.toArray()));
        } else if (all.stream().allMatch(SqlValue::isWhole)) {
            statement.setArray(index, statement.getConnection().createArrayOf("bigint", all.toArray()));
        } else {
            throw new IllegalStateException("a collection holds ids, texts or whole numbers");
        }
    }

    private static boolean isWhole(Object number) {
        return number instanceof Long || number instanceof Integer || number instanceof Short;
    }
}
