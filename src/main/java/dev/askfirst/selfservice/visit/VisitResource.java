package dev.askfirst.selfservice.visit;

import dev.askfirst.platform.http.IdempotencyKey;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import org.jboss.resteasy.reactive.RestResponse;

/** Lets a sender open the page of a person whom it has signed in: with a link that is good once, for a minute. */
@Path("/v1/persons/{id}/visits")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Caller.SENDER)
@RunOnVirtualThread
public class VisitResource {

    private static final int MOST_BYTES = 16 * 1024;

    private final VisitOpening opening;

    VisitResource(VisitOpening opening) {
        this.opening = opening;
    }

    @POST
    public RestResponse<VisitReply> open(
            @PathParam("id") String id,
            InputStream body,
            @HeaderParam("Idempotency-Key") String key,
            @Context SecurityContext security) {
        var caller = Caller.of(security);
        opening.require(caller);
        var request = Json.read(body, VisitRequest.class, MOST_BYTES).checked();
        var kept = IdempotencyKey.ofHeader(key, caller, "visit " + id + request);
        return RestResponse.status(RestResponse.Status.CREATED, opening.open(caller, id, request, kept));
    }
}
