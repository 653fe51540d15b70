package dev.askfirst.platform.postgres;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Rows of a table as this version of the service writes them: a composite type of the database, which makes one statement
 * of one parameter out of any number of rows. The type stays as it is when the table gets more columns, so that the
 * version before keeps on writing while the next one is rolled out. Who writes another column makes the next version of
 * the type, in a migration.
 *
 * @param table whose rows they are
 * @param version of the type, whose name is {@code table_v1}, {@code table_v2} and so on
 * @param columns of the type, in its order; all of them are columns of the table
 */
public record RowType(String table, int version, List<String> columns) {

    public static RowType of(String table, int version, String... columns) {
        return new RowType(table, version, List.of(columns));
    }

    /** The name of the type in the database. */
    public String name() {
        return table + "_v" + version;
    }

    /** The parameter as a table of rows, for {@code from}. */
    public String rows() {
        return "unnest(?::" + name() + "[])";
    }

    /** The statement that inserts the rows of its one parameter; {@code order by} and {@code on conflict} may follow. */
    public String insert() {
        return "insert into %s (%s) select * from %s".formatted(table, columns(""), rows());
    }

    /** The columns, each after this prefix, with commas between them. */
    public String columns(String prefix) {
        return prefix + String.join(", " + prefix, columns);
    }

    /** Binds rows to the parameter; {@code write} writes all columns of one row, in the order of the type. */
    public <R> void bind(PreparedStatement statement, int index, Collection<R> rows, BiConsumer<R, PgBuffer> write)
            throws SQLException {
        PgArray.rows(statement, index, name(), rows, write);
    }
}
