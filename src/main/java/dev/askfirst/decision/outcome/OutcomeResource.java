package dev.askfirst.decision.outcome;

import dev.askfirst.decision.history.DecisionLookup;
import dev.askfirst.decision.record.OutcomeReply;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.http.IdempotencyKey;
import dev.askfirst.platform.json.Checks;
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

/** Takes reports of senders on the outcomes of permitted messages. */
@Path("/v1/decisions/{id}/outcome")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Caller.SENDER)
@RunOnVirtualThread
public class OutcomeResource {

    private static final int MOST_BYTES = 64 * 1024;

    private final Outcomes outcomes;

    OutcomeResource(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    @POST
    public RestResponse<OutcomeReply> report(
            @PathParam("id") String id,
            InputStream body,
            @HeaderParam("Idempotency-Key") String header,
            @Context SecurityContext security) {
        var caller = Caller.of(security);
        caller.requireSender();
        var request = Json.read(body, OutcomeRequest.class, MOST_BYTES);
        var told = request.checked(new Checks());
        var decision = Ids.parse(id).orElseThrow(DecisionLookup::none);
        var key = IdempotencyKey.ofHeader(header, caller, "outcome" + decision + request);
        var kept = outcomes.record(new Outcomes.Report(decision, told, caller), key);
        return kept.created()
                ? RestResponse.status(RestResponse.Status.CREATED, kept.reply())
                : RestResponse.ok(kept.reply());
    }
}
