package dev.askfirst.consent.intent;

import dev.askfirst.consent.request.ListRequest;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.security.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;

/** What people look for, for the senders to whose controllers it is open. */
@Path("/v1/intents")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class OpenIntentResource {

    private final OpenIntents intents;

    OpenIntentResource(OpenIntents intents) {
        this.intents = intents;
    }

    @GET
    @RolesAllowed(Caller.SENDER)
    public OpenIntents.Page list(@BeanParam ListRequest list, @Context SecurityContext security) {
        return intents.list(Caller.of(security).requireSender(), list.checked(new Checks()));
    }
}
