package dev.askfirst.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** The only clock that orders anything: the database's. */
@ApplicationScoped
public class Clock {

    /** The SQL expression for this instant, read together with the facts. */
    public String now() {
        return "clock_timestamp()";
    }

    /** This instant, in a statement of its own. */
    public final Instant read(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("select " + now())) {
            var row = select.executeQuery();
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }
}
