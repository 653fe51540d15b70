package dev.askfirst.consent.inbound;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.SenderRights;
import dev.askfirst.consent.request.ActRules;
import dev.askfirst.consent.request.ListRequest;
import dev.askfirst.consent.suppression.SuppressionSource;
import dev.askfirst.person.Accesses;
import dev.askfirst.person.key.ContactKeys;
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
    private final ContactKeys keys;
    private final InboundStops stops;
    private final InboundMessageWriter writer;
    private final InboundMessageRows rows;
    private final Accesses accesses;

    InboundMessageResource(
            CatalogService catalogs,
            ContactKeys keys,
            InboundStops stops,
            InboundMessageWriter writer,
            InboundMessageRows rows,
            Accesses accesses) {
        this.catalogs = catalogs;
        this.keys = keys;
        this.stops = stops;
        this.writer = writer;
        this.rows = rows;
        this.accesses = accesses;
    }

    @POST
    @RolesAllowed({Caller.SENDER, Caller.ADMIN})
    public InboundMessageReply reply(
            InputStream body, @HeaderParam("Idempotency-Key") String header, @Context SecurityContext security) {
        var caller = Caller.of(security);
        var request = Json.read(body, InboundMessageRequest.class, MOST_BYTES);
        var from = request.checked(new Checks());
        var rules = ActRules.of(catalogs.newest(), caller);
        rules.mayHear(request.controller(), request.channel());
        rules.contactFits(from, request.channel());
        var key = IdempotencyKey.ofHeader(header, caller, "reply" + request);
        var understood = InboundWords.understand(request.text());
        var incoming = new InboundMessageWriter.Incoming(from, keys.of(from), request, understood, caller);
        return switch (understood) {
            case STOP -> stops.stop(incoming, rules, key);
            case START -> stops.start(incoming, key).orElseGet(() -> writer.write(incoming, key));
            case HELP, NONE -> writer.write(incoming, key);
        };
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
