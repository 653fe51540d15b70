package dev.askfirst.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.askfirst.platform.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Makes every entry of a table again from its row: its leaf must be the one on its page, at its slot.
 *
 * @param table the table whose rows are entries
 * @param places what tells the {@code page_id} and {@code slot} of each at little cost: the table, or a view
 * @param timed the column that begins with the time of the page, and by which rows are found
 * @param sql gives the rows with all that is needed, and with {@code id}, {@code page_id} and {@code slot}
 * @param entry one row as an entry
 */
public record Leaves(String table, String places, String timed, String sql, Remade entry) implements Inspection {

    /** Of a table whose rows are found by their ids. */
    public Leaves(String table, String sql, Remade entry) {
        this(table, table, "id", sql, entry);
    }

    /**
     * Makes the entry of a row: several candidates if the row alone does not determine it, none if its facts were
     * deleted.
     */
    @FunctionalInterface
    public interface Remade {
        List<Entry> of(ResultSet row) throws SQLException;
    }

    /**
     * Of a table whose columns hold all there is to an entry: {@code sql} gives it as JSON, in the
     * column {@code entry}; null where its facts are gone.
     */
    public static Leaves asJson(String table, String sql) {
        return new Leaves(table, sql, row -> {
            try {
                var entry = row.getString("entry");
                return entry == null ? List.of() : List.of(Entry.of(Json.MAPPER.readTree(entry)));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** An instant in SQL, as an entry has it. */
    public static String time(String column) {
        return "to_char(%s at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')".formatted(column);
    }

    /** Whether rows are found by their page, not by their id. */
    public boolean isByPage() {
        return timed.equals("page_id");
    }

    @Override
    public String about() {
        return "entries in " + table;
    }

    @Override
    public Optional<Difference> first(Reading reading) throws SQLException {
        return reading.each("""
                select x.*, p.page_id as page, substring(p.leaves from x.slot * 32 + 1 for 32) as leaf
                from (%s) x left join page p on p.page_id = x.page_id""".formatted(sql), this::look);
    }

    private Optional<Difference> look(ResultSet row) throws SQLException {
        if (row.getObject("page") == null) return wrong(row, "names a page that is not there");
        var leaf = row.getBytes("leaf");
        try {
            var candidates = entry.of(row);
            var same = candidates.stream().anyMatch(it -> Arrays.equals(it.leaf(), leaf));
            return same || candidates.isEmpty() ? Optional.empty() : wrong(row, "is not the one that was recorded");
        } catch (RuntimeException e) {
            return wrong(row, "cannot be read: " + e.getMessage());
        }
    }

    private Optional<Difference> wrong(ResultSet row, String what) throws SQLException {
        return Optional.of(new Difference("%s %s (page %s, slot %d) %s"
                .formatted(table, row.getString("id"), row.getString("page_id"), row.getInt("slot"), what)));
    }
}
