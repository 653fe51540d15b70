package dev.askfirst.consent.inbound;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.SenderRights;
import dev.askfirst.consent.request.ListRequest;
import dev.askfirst.consent.suppression.SuppressionSource;
import dev.askfirst.person.Accesses;
import dev.askfirst.platform.http.IdempotencyKey;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;

/**
 * Inbound messages: what people answer to a message. A stop word ends messages at once, everything else waits for a
 * human.
 */
@Path("/v1/replies")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class InboundMessageResource {

    private static final int MOST_BYTES = 64 * 1024;

    private final CatalogService catalogs;
    private final InboundMessages messages;
    private final InboundMessageRows rows;
    private final Accesses accesses;

    InboundMessageResource(
            CatalogService catalogs, InboundMessages messages, InboundMessageRows rows, Accesses accesses) {
        this.catalogs = catalogs;
        this.messages = messages;
        this.rows = rows;
        this.accesses = accesses;
    }

    @POST
    @RolesAllowed({Caller.SENDER, Caller.ADMIN})
    public InboundMessageReply reply(
            InputStream body, @HeaderParam("Idempotency-Key") String header, @Context SecurityContext security) {
        var caller = Caller.of(security);
        var request = Json.read(body, InboundMessageRequest.class, MOST_BYTES);
        return messages.take(request, caller, IdempotencyKey.ofHeader(header, caller, "reply" + request));
    }

    @GET
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Caller.SENDER, Caller.COMPLIANCE, Caller.ADMIN})
    public InboundMessageRows.Page list(@BeanParam ListRequest list, @Context SecurityContext security) {
        var caller = Caller.of(security);
        var rights = SuppressionSource.sender(caller)
                .flatMap(it -> SenderRights.of(catalogs.newest(), it).own());
        var checked = list.checked(new Checks());
        accesses.recordList(caller, "replies");
        return rows.newest(checked, rights);
    }
}
