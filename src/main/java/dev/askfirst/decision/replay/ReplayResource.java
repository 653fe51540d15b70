package dev.askfirst.decision.replay;

import dev.askfirst.decision.history.DecisionLookup;
import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.person.Accesses;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Replays a decision for staff: it comes out the same, or the differences are shown. */
@Path("/v1/decisions/{id}/replay")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Caller.COMPLIANCE)
@RunOnVirtualThread
public class ReplayResource {

    record Reply(
            UUID decision,
            String result,
            Optional<List<Replay.Difference>> differences,
            Optional<String> why,
            long termsVersion,
            long catalogVersion) {

        static Reply of(DecisionRecord recorded, Replay replay) {
            var basis = recorded.basis();
            return new Reply(
                    recorded.id(),
                    result(replay),
                    replay instanceof Replay.Different(var all) ? Optional.of(all) : Optional.empty(),
                    replay instanceof Replay.Impossible(var why) ? Optional.of(Json.text(why)) : Optional.empty(),
                    basis.termsVersion(),
                    basis.catalogVersion());
        }

        private static String result(Replay replay) {
            return switch (replay) {
                case Replay.Same _ -> "same";
                case Replay.Different _ -> "different";
                case Replay.Impossible _ -> "impossible";
            };
        }
    }

    private final Replays replays;
    private final Accesses accesses;
    private final DataSource dataSource;

    ReplayResource(Replays replays, Accesses accesses, DataSource dataSource) {
        this.replays = replays;
        this.accesses = accesses;
        this.dataSource = dataSource;
    }

    @GET
    public Reply replay(@PathParam("id") String id, @Context SecurityContext security) {
        var parsed = Ids.parse(id).orElseThrow(DecisionLookup::none);
        var recorded = read(connection -> DecisionLookup.one(connection, parsed).orElseThrow(DecisionLookup::none));
        DecisionLookup.look(accesses, Caller.of(security), recorded.about().point());
        return replay(recorded);
    }

    /** For callers whose access to this decision is recorded already. */
    public Reply replayOfSeen(UUID id) {
        return replay(read(connection -> DecisionLookup.one(connection, id).orElseThrow(DecisionLookup::none)));
    }

    private Reply replay(DecisionRecord recorded) {
        return read(connection -> Reply.of(recorded, replays.of(connection, recorded)));
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
