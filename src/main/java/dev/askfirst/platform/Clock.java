package dev.askfirst.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/** The only clock that orders anything: the database's. */
@ApplicationScoped
public class Clock {

    /** How far ahead of the database's clock a caller's clock may be without being taken at its word. */
    public static final Duration SLACK = Duration.ofSeconds(5);

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
