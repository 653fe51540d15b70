package dev.askfirst.decision.intake;

import dev.askfirst.decision.answer.Explanations;
import dev.askfirst.platform.security.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;

/** Whether a permit that is about to be used still holds. */
@Path("/v1/decisions/{id}/current")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Caller.SENDER)
@RunOnVirtualThread
public class CurrentResource {

    private final Current current;
    private final Explanations explanations;

    CurrentResource(Current current, Explanations explanations) {
        this.explanations = explanations;
        this.current = current;
    }

    @GET
    public Current.Reply current(
            @PathParam("id") String id,
            @HeaderParam("Accept-Language") String languages,
            @Context SecurityContext security) {
        return current.of(id, Caller.of(security).requireSender()).explained(explanations.in(languages));
    }
}
