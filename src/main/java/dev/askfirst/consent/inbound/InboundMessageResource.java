package dev.askfirst.consent.inbound;

import dev.askfirst.consent.request.ListRequest;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.http.IdempotencyKey;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;

/**
 * Inbound messages: what people answer to a message. Who surely wants no more messages gets none from then on; everything
 * else waits for a human.
 */
@Path("/v1/replies")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class InboundMessageResource {

    private static final int MOST_BYTES = 64 * 1024;

    private final InboundMessages messages;
    private final ReplyService replies;

    InboundMessageResource(InboundMessages messages, ReplyService replies) {
        this.messages = messages;
        this.replies = replies;
    }

    @POST
    @RolesAllowed({Caller.SENDER, Caller.ADMIN})
    @ForLimitedStaff
    public InboundMessageReply reply(
            InputStream body, @HeaderParam("Idempotency-Key") String header, @Context SecurityContext security) {
        var caller = Caller.of(security);
        var request = Json.read(body, InboundMessageRequest.class, MOST_BYTES);
        return messages.take(request, caller, IdempotencyKey.ofHeader(header, caller, "reply" + request));
    }

    @GET
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Caller.SENDER, Caller.COMPLIANCE, Caller.ADMIN})
    @ForLimitedStaff
    public InboundMessageRows.Page list(
            @BeanParam ListRequest list, @QueryParam("due") String due, @Context SecurityContext security) {
        var checks = new Checks();
        var onlyDue = checks.flag("due", due);
        return replies.list(list.checked(checks), onlyDue, Caller.of(security));
    }

    @POST
    @Path("/{id}/resolve")
    @RolesAllowed({Caller.SENDER, Caller.COMPLIANCE, Caller.ADMIN})
    public ReplyService.Resolved resolve(
            InputStream body, @PathParam("id") String id, @Context SecurityContext security) {
        var resolution = Json.read(body, ReplyResolution.class, MOST_BYTES);
        return replies.resolve(Ids.parse(id), resolution, Caller.of(security));
    }
}
