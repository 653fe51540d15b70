package dev.askfirst.decision.replay;

import dev.askfirst.catalog.limit.StaffLimit;
import dev.askfirst.decision.history.DecisionLookup;
import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.person.Accesses;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** Replays one decision for staff. Whoever looks is on record before anything is shown. */
@ApplicationScoped
public class ReplayService {

    /** A recorded decision, and what came out when it was made again. */
    public record Replayed(DecisionRecord recorded, Replay replay) {}

    private final Replays replays;
    private final Accesses accesses;
    private final StaffLimit limit;
    private final DataSource dataSource;

    ReplayService(Replays replays, Accesses accesses, StaffLimit limit, DataSource dataSource) {
        this.replays = replays;
        this.accesses = accesses;
        this.limit = limit;
        this.dataSource = dataSource;
    }

    /** The decision of this id, made again; a fault if there is none. */
    public Replayed replay(String id, Caller caller) {
        var recorded = recorded(Ids.parse(id).orElseThrow(DecisionLookup::none));
        requireWithin(recorded, caller);
        DecisionLookup.look(accesses, caller, recorded.about().point());
        return replay(recorded);
    }

    /** What comes out of a decision that rested on what concerns others cannot be told to staff who are limited. */
    private void requireWithin(DecisionRecord recorded, Caller caller) {
        if (!caller.sees(recorded.controller())) throw DecisionLookup.none();
        if (limit.reach(caller).namesOthers(Json.stored(recorded.entry().json())))
            throw Fault.of(
                    ProblemCode.FORBIDDEN,
                    "the decision rested on what concerns other controllers too: only staff without a limit see it made again");
    }

    /** The same for callers whose access to this decision is recorded already. */
    public Replayed replayOfSeen(UUID id) {
        return replay(recorded(id));
    }

    private DecisionRecord recorded(UUID id) {
        return read(connection -> DecisionLookup.one(connection, id).orElseThrow(DecisionLookup::none));
    }

    private Replayed replay(DecisionRecord recorded) {
        return read(connection -> new Replayed(recorded, replays.of(connection, recorded)));
    }

    private interface Read<R> {
        R from(Connection connection) throws SQLException;
    }

    private <R> R read(Read<R> read) {
        try (var connection = dataSource.getConnection()) {
            return read.from(connection);
        } catch (SQLException e) {
            throw Outage.undecided("the record could not be read", e);
        }
    }
}
