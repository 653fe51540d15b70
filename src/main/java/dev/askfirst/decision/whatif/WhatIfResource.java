package dev.askfirst.decision.whatif;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What a draft would have changed, over HTTP. */
@Path("/v1/catalog/drafts/{id}/what-if")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.COMPLIANCE, Caller.ADMIN})
@RunOnVirtualThread
public class WhatIfResource {

    record Reply(
            UUID draft,
            String state,
            Instant at,
            Caller.Recorded by,
            Instant from,
            Instant to,
            long decisions,
            long done,
            Optional<Instant> ended,
            Optional<WhatIfResult> result) {

        static Reply of(WhatIf whatIf) {
            return new Reply(
                    whatIf.draft(),
                    Json.text(whatIf.state()),
                    whatIf.at(),
                    whatIf.by(),
                    whatIf.from(),
                    whatIf.to(),
                    whatIf.decisions(),
                    whatIf.done(),
                    whatIf.ended(),
                    whatIf.result());
        }
    }

    private final WhatIfs whatIfs;

    WhatIfResource(WhatIfs whatIfs) {
        this.whatIfs = whatIfs;
    }

    @GET
    public Reply last(@PathParam("id") String id) {
        return whatIfs.last(id)
                .map(Reply::of)
                .orElseThrow(
                        () -> Fault.of(ProblemCode.NOT_FOUND, "nobody has asked what this draft would have changed"));
    }

    @POST
    @RolesAllowed(Caller.ADMIN)
    public Response order(@PathParam("id") String id, @Context SecurityContext security) {
        whatIfs.order(id, Caller.of(security));
        return Response.status(Response.Status.ACCEPTED)
                .header("Location", "/v1/catalog/drafts/" + id + "/what-if")
                .entity(last(id))
                .build();
    }

    @DELETE
    @RolesAllowed(Caller.ADMIN)
    public Response cancel(@PathParam("id") String id) {
        whatIfs.cancel(id);
        return Response.noContent().build();
    }
}
