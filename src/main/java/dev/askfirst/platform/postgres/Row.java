package dev.askfirst.platform.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * The current row of a result, by the names of its columns. A column that does not exist, or that holds nothing where a
 * value is read that cannot be missing, is a bug and no outage.
 */
public final class Row {

    private final ResultSet result;

    private Row(ResultSet result) {
        this.result = result;
    }

    /** The current row of a statement that stays JDBC. */
    public static Row of(ResultSet result) {
        return new Row(result);
    }

    public UUID id(String column) throws SQLException {
        return present(column, optionalId(column));
    }

    public Optional<UUID> optionalId(String column) throws SQLException {
        return Optional.ofNullable(result.getObject(column, UUID.class));
    }

    public String text(String column) throws SQLException {
        return present(column, optionalText(column));
    }

    public Optional<String> optionalText(String column) throws SQLException {
        return Optional.ofNullable(result.getString(column));
    }

    /** A list of texts. */
    public List<String> texts(String column) throws SQLException {
        return present(column, optionalTexts(column));
    }

    public List<UUID> ids(String column) throws SQLException {
        return List.of((UUID[]) result.getArray(column).getArray());
    }

    public Optional<List<String>> optionalTexts(String column) throws SQLException {
        var array = result.getArray(column);
        return array == null ? Optional.empty() : Optional.of(List.of((String[]) array.getArray()));
    }

    public Instant time(String column) throws SQLException {
        return present(column, optionalTime(column));
    }

    public Optional<Instant> optionalTime(String column) throws SQLException {
        return Optional.ofNullable(result.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    public LocalDate date(String column) throws SQLException {
        return present(column, optionalDate(column));
    }

    public Optional<LocalDate> optionalDate(String column) throws SQLException {
        return Optional.ofNullable(result.getObject(column, LocalDate.class));
    }

    public long number(String column) throws SQLException {
        return present(column, optionalNumber(column));
    }

    public Optional<Long> optionalNumber(String column) throws SQLException {
        var number = result.getLong(column);
        return result.wasNull() ? Optional.empty() : Optional.of(number);
    }

    /** A number that need not be whole. */
    public double decimal(String column) throws SQLException {
        return present(column, optionalDecimal(column));
    }

    public Optional<Double> optionalDecimal(String column) throws SQLException {
        var number = result.getDouble(column);
        return result.wasNull() ? Optional.empty() : Optional.of(number);
    }

    /** A number that fits; else an error. */
    public int integer(String column) throws SQLException {
        return Math.toIntExact(number(column));
    }

    /** A number that fits into two bytes; else an error. */
    public short small(String column) throws SQLException {
        var number = number(column);
        if (number != (short) number) throw new SQLException("%s is %d".formatted(column, number));
        return (short) number;
    }

    public boolean flag(String column) throws SQLException {
        var flag = result.getBoolean(column);
        return present(column, result.wasNull() ? Optional.empty() : Optional.of(flag));
    }

    public byte[] bytes(String column) throws SQLException {
        return present(column, optionalBytes(column));
    }

    public Optional<byte[]> optionalBytes(String column) throws SQLException {
        return Optional.ofNullable(result.getBytes(column));
    }

    /** A constant as it is recorded: in lower case. */
    public <E extends Enum<E>> E constant(Class<E> type, String column) throws SQLException {
        return Enum.valueOf(type, text(column).toUpperCase(Locale.ROOT));
    }

    private static <T> T present(String column, Optional<T> value) {
        return value.orElseThrow(() -> new IllegalStateException("column " + column + " holds nothing"));
    }
}
