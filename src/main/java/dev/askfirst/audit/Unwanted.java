package dev.askfirst.audit;

import java.sql.SQLException;
import java.util.Optional;

/**
 * Rows that must not be there: the first one is the difference.
 *
 * @param sql selects one text for each such row that says what is wrong
 */
public record Unwanted(String about, String sql) implements Inspection {

    @Override
    public Optional<Difference> first(Reading reading) throws SQLException {
        return reading.each(sql, row -> Optional.of(new Difference(row.getString(1))));
    }
}
