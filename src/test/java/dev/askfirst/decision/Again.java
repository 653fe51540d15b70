package dev.askfirst.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** Decides again what was decided, on nothing but the record. */
@ApplicationScoped
class Again {

    private final DataSource dataSource;
    private final Replays replays;

    Again(DataSource dataSource, Replays replays) {
        this.dataSource = dataSource;
        this.replays = replays;
    }

    /** The decision as recorded, which must be what comes out once more. */
    Recorded assertSame(UUID id) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            var recorded = DecisionLookup.one(connection, id).orElseThrow();
            assertEquals(new Replay.Same(), replays.of(connection, recorded), "decided again from the record");
            return recorded;
        }
    }
}
