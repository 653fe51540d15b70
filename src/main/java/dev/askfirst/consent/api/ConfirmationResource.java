package dev.askfirst.consent.api;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.act.ActReply;
import dev.askfirst.consent.act.Confirmations;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.consent.request.ActRules;
import dev.askfirst.person.key.Links;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
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

/** The second half of a double opt-in, for callers who may report that the person confirmed it. */
@Path("/v1/grants/confirm")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ConfirmationResource {

    private static final int MOST_BYTES = 16 * 1024;

    record ConfirmationRequest(String token) {}

    private final Confirmations confirmations;
    private final CatalogService catalogs;
    private final Links links;

    ConfirmationResource(Confirmations confirmations, CatalogService catalogs, Links links) {
        this.confirmations = confirmations;
        this.catalogs = catalogs;
        this.links = links;
    }

    @POST
    @RolesAllowed({Caller.SENDER, Caller.ADMIN})
    public ActReply confirm(InputStream body, @Context SecurityContext security) {
        var caller = Caller.of(security);
        var rules = ActRules.of(catalogs.newest(), caller);
        rules.mayConfirm();
        var token = Json.read(body, ConfirmationRequest.class, MOST_BYTES).token();
        if (token == null) throw Fault.invalid("token", "is missing");
        var grant = links.openGrant(token).orElseThrow(() -> Fault.invalid("token", "is none that was given out here"));
        confirmations
                .asked(grant)
                .filter(it -> rules.actsFor(it.controller()))
                .orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "no request for consent that you may confirm"));
        return confirmations.confirm(grant, Evidence.Method.API, caller);
    }
}
