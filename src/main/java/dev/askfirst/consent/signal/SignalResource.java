package dev.askfirst.consent.signal;

import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import org.jboss.resteasy.reactive.RestResponse;

/** Opt-out preference signals that browsers sent to a company's own pages. */
@Path("/v1/signals")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class SignalResource {

    private static final int MOST_BYTES = 64 * 1024;

    private final SignalService signals;

    SignalResource(SignalService signals) {
        this.signals = signals;
    }

    @POST
    @RolesAllowed({Caller.SENDER, Caller.ADMIN})
    @ForLimitedStaff
    public RestResponse<SignalReply> signal(InputStream body, @Context SecurityContext security) {
        var taken = signals.take(Json.read(body, SignalRequest.class, MOST_BYTES), Caller.of(security));
        return RestResponse.status(taken.added() ? RestResponse.Status.CREATED : RestResponse.Status.OK, taken.reply());
    }
}
