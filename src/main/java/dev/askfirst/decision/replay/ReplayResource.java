package dev.askfirst.decision.replay;

import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

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

        static Reply of(ReplayService.Replayed replayed) {
            var recorded = replayed.recorded();
            var replay = replayed.replay();
            return new Reply(
                    recorded.id(),
                    replay.result(),
                    replay instanceof Replay.Different(var all) ? Optional.of(all) : Optional.empty(),
                    replay instanceof Replay.Impossible(var why) ? Optional.of(Json.text(why)) : Optional.empty(),
                    recorded.basis().termsVersion(),
                    recorded.basis().catalogVersion());
        }
    }

    private final ReplayService replays;

    ReplayResource(ReplayService replays) {
        this.replays = replays;
    }

    @GET
    @ForLimitedStaff
    public Reply replay(@PathParam("id") String id, @Context SecurityContext security) {
        return Reply.of(replays.replay(id, Caller.of(security)));
    }
}
