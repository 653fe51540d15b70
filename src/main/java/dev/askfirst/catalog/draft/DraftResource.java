package dev.askfirst.catalog.draft;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Drafts of the catalog over HTTP: made, looked at, approved by another admin, refused, made again on a newer version. */
@Path("/v1/catalog/drafts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.COMPLIANCE, Caller.ADMIN})
@RunOnVirtualThread
public class DraftResource {

    private static final int LARGEST = 1024 * 1024;
    private static final int LARGEST_REFUSAL = 16 * 1024;

    record Refusal(Optional<String> reason) {
        Refusal {
            reason = reason == null ? Optional.empty() : reason;
        }
    }

    private final Drafts drafts;

    DraftResource(Drafts drafts) {
        this.drafts = drafts;
    }

    @GET
    public Map<String, List<DraftReply.Listed>> list(@QueryParam("state") String state) {
        if (state != null && !state.equals("waiting")) throw Fault.invalid("state", "is `waiting`, or left out");
        return Map.of(
                "drafts",
                drafts.list(state != null).stream().map(DraftReply.Listed::of).toList());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Caller.ADMIN)
    public Response make(InputStream body, @Context SecurityContext security) {
        return created(drafts.make(Json.read(body, DraftRequest.class, LARGEST).checked(), Caller.of(security)));
    }

    @GET
    @Path("/{id}")
    public DraftReply one(@PathParam("id") String id) {
        return DraftReply.of(drafts.one(id));
    }

    @POST
    @Path("/{id}/approval")
    @RolesAllowed(Caller.ADMIN)
    public DraftReply approve(@PathParam("id") String id, @Context SecurityContext security) {
        drafts.approve(id, Caller.of(security));
        return one(id);
    }

    @POST
    @Path("/{id}/refusal")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Caller.ADMIN)
    public DraftReply refuse(@PathParam("id") String id, InputStream body, @Context SecurityContext security) {
        var refusal = Json.read(body, Refusal.class, LARGEST_REFUSAL);
        var checks = new Checks();
        checks.text("reason", refusal.reason().orElse(null), Drafts.LONGEST_TEXT);
        checks.done();
        drafts.refuse(id, refusal.reason().orElse(null), Caller.of(security));
        return one(id);
    }

    @POST
    @Path("/{id}/rebase")
    @RolesAllowed(Caller.ADMIN)
    public Response rebase(@PathParam("id") String id, @Context SecurityContext security) {
        return created(drafts.rebase(id, Caller.of(security)));
    }

    private Response created(UUID draft) {
        return Response.status(Response.Status.CREATED)
                .header("Location", "/v1/catalog/drafts/" + draft)
                .entity(one(draft.toString()))
                .build();
    }
}
