package dev.askfirst.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.decision.history.DecisionLookup;
import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.decision.replay.Replay;
import dev.askfirst.decision.replay.Replays;
import dev.askfirst.platform.Thorough;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Decides again what was decided, on nothing but the record. */
@ApplicationScoped
public class Again {

    private final DataSource dataSource;
    private final Replays replays;

    Again(DataSource dataSource, Replays replays) {
        this.dataSource = dataSource;
        this.replays = replays;
    }

    /** The decision as recorded, which must be what comes out once more. */
    DecisionRecord assertSame(UUID id) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            var recorded = DecisionLookup.one(connection, id).orElseThrow();
            assertEquals(new Replay.Same(), replays.of(connection, recorded), "decided again from the record");
            return recorded;
        }
    }

    /**
     * Every decision on record, or every third where there is little time; how many came out the same, for of some there is too
     * little left to decide again.
     */
    public int assertAllSame() throws SQLException {
        var same = 0;
        try (var connection = dataSource.getConnection()) {
            var ids = ids(connection);
            for (var i = 0; i < ids.size(); i += Thorough.or(1, 3)) {
                var recorded = DecisionLookup.one(connection, ids.get(i)).orElseThrow();
                switch (replays.of(connection, recorded)) {
                    case Replay.Same _ -> same++;
                    case Replay.Impossible _ -> {}
                    case Replay.Different(var differences) -> throw new AssertionError(recorded + " " + differences);
                }
            }
        }
        return same;
    }

    private static List<UUID> ids(Connection connection) throws SQLException {
        try (var select = connection.createStatement()) {
            var ids = new ArrayList<UUID>();
            var row = select.executeQuery("select id from decision order by id");
            while (row.next()) ids.add(row.getObject(1, UUID.class));
            return ids;
        }
    }
}
