package dev.askfirst.platform.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * A statement whose parameters have names, {@code :person}, and whose rows are read by the names of their columns
 * ({@link Row}). It runs on the connection of its caller, in whatever transaction that has open. What the database refuses
 * is thrown as it is; {@link Outage} tells whether it passes by itself.
 */
public final class Sql {

    private static final Logger LOG = Logger.getLogger(Sql.class);

    /** A parameter; or what may hold a colon and is none: a text, a quoted name, a comment, a cast. */
    private static final Pattern PARAMETER =
            Pattern.compile("'(?:[^']|'')*'|\"[^\"]*\"|--[^\\n]*|::|:([a-z][A-Za-z0-9]*)");

    /** Makes something of one row. */
    @FunctionalInterface
    public interface Mapper<T> {
        T of(Row row) throws SQLException;
    }

    /** Does something with one row. */
    @FunctionalInterface
    public interface Consumer {
        void take(Row row) throws SQLException;
    }

    private final String text;
    private final List<String> names;

    private Sql(String text, List<String> names) {
        this.text = text;
        this.names = names;
    }

    public static Sql of(String text) {
        var names = new ArrayList<String>();
        var positional = PARAMETER.matcher(text).replaceAll(found -> {
            if (found.group(1) == null) return Matcher.quoteReplacement(found.group());
            names.add(found.group(1));
            return "?";
        });
        return new Sql(positional, List.copyOf(names));
    }

    /** The statement with a value for a parameter, in all places in which it is named. */
    public Call with(String name, Object value) {
        return new Call(this, Map.of()).with(name, value);
    }

    public <T> List<T> list(Connection connection, Mapper<T> mapper) throws SQLException {
        return new Call(this, Map.of()).list(connection, mapper);
    }

    public <T> Optional<T> first(Connection connection, Mapper<T> mapper) throws SQLException {
        return new Call(this, Map.of()).first(connection, mapper);
    }

    public void each(Connection connection, Consumer consumer) throws SQLException {
        new Call(this, Map.of()).each(connection, consumer);
    }

    public int update(Connection connection) throws SQLException {
        return new Call(this, Map.of()).update(connection);
    }

    /** A statement and the values of its parameters. */
    public record Call(Sql sql, Map<String, Object> values) {

        /** The same with a value for one parameter more; {@link SqlValue} says which kinds of values there are. */
        public Call with(String name, Object value) {
            if (!sql.names.contains(name))
                throw new IllegalStateException(":" + name + " is no parameter of " + sql.text);
            var more = new HashMap<>(values);
            more.put(name, value);
            return new Call(sql, more);
        }

        /** All rows. */
        public <T> List<T> list(Connection connection, Mapper<T> mapper) throws SQLException {
            var all = new ArrayList<T>();
            each(connection, row -> all.add(mapper.of(row)));
            return all;
        }

        /** The first row; empty if there is none. Its mapper must not return null. */
        public <T> Optional<T> first(Connection connection, Mapper<T> mapper) throws SQLException {
            try (var statement = prepared(connection);
                    var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(mapper.of(Row.of(rows))) : Optional.empty();
            }
        }

        /** Each row, as it comes; the rows are not held. */
        public void each(Connection connection, Consumer consumer) throws SQLException {
            try (var statement = prepared(connection);
                    var rows = statement.executeQuery()) {
                var row = Row.of(rows);
                while (rows.next()) consumer.take(row);
            }
        }

        /** Whether there is a row. */
        public boolean exists(Connection connection) throws SQLException {
            return first(connection, _ -> true).isPresent();
        }

        /** Runs a statement without rows; returns how many it changed. */
        public int update(Connection connection) throws SQLException {
            try (var statement = prepared(connection)) {
                return statement.executeUpdate();
            }
        }

        /** The statement and the names of its values, which themselves may be about somebody. */
        @Override
        public String toString() {
            return sql.text + " " + values.keySet();
        }

        private PreparedStatement prepared(Connection connection) throws SQLException {
            LOG.debug(this);
            var statement = connection.prepareStatement(sql.text);
            try {
                for (var i = 0; i < sql.names.size(); i++) SqlValue.bind(statement, i + 1, value(sql.names.get(i)));
                return statement;
            } catch (SQLException | RuntimeException e) {
                statement.close();
                throw e;
            }
        }

        private Object value(String name) {
            if (!values.containsKey(name)) throw new IllegalStateException(":" + name + " has no value in " + sql.text);
            return values.get(name);
        }
    }
}
