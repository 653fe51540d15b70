package dev.askfirst.decision.intake;

import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;

/** Fingerprints of texts, for senders that do not make them by themselves, and the key for those that do. */
@Path("/v1/fingerprints")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Caller.SENDER)
@RunOnVirtualThread
public class FingerprintResource {

    /** Six times the longest text: JSON may write each character as {@code \}{@code uXXXX}. */
    private static final int MOST_BYTES = 6 * FingerprintRequest.LONGEST + 1024;

    private final Fingerprints fingerprints;

    FingerprintResource(Fingerprints fingerprints) {
        this.fingerprints = fingerprints;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public FingerprintReply make(InputStream body, @Context SecurityContext security) {
        var request = Json.read(body, FingerprintRequest.class, MOST_BYTES).checked();
        return fingerprints.of(Caller.of(security), request);
    }

    @GET
    @Path("/key")
    public FingerprintKeyReply key(@QueryParam("controller") String controller, @Context SecurityContext security) {
        return fingerprints.key(Caller.of(security), controller);
    }
}
