package dev.askfirst.consent.api;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.act.ActReply;
import dev.askfirst.consent.act.ActResult;
import dev.askfirst.consent.act.ActWriter;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.request.ActRules;
import dev.askfirst.consent.request.GrantRequest;
import dev.askfirst.consent.request.RefusalRequest;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.deputy.Deputies;
import dev.askfirst.person.deputy.Right;
import dev.askfirst.person.key.Links;
import dev.askfirst.platform.http.IdempotencyKey;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
import dev.askfirst.policy.term.ConsentStatement;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** Records what people say, themselves or as senders and staff report it. */
@Path("/v1")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.SENDER, Caller.PERSON, Caller.ADMIN})
@RunOnVirtualThread
public class ActResource {

    private static final int MOST_BYTES = 64 * 1024;

    private final ActWriter writer;
    private final CatalogService catalogs;
    private final Links links;
    private final SuppressionRows suppressions;
    private final Deputies deputies;

    ActResource(
            ActWriter writer, CatalogService catalogs, Links links, SuppressionRows suppressions, Deputies deputies) {
        this.writer = writer;
        this.catalogs = catalogs;
        this.links = links;
        this.suppressions = suppressions;
        this.deputies = deputies;
    }

    @POST
    @Path("/grants")
    @ForLimitedStaff
    public RestResponse<ActReply> grant(
            InputStream body, @HeaderParam("Idempotency-Key") String key, @Context SecurityContext security) {
        var request = Json.read(body, GrantRequest.class, MOST_BYTES);
        var rules = rules(security);
        var grant = rules.grant(request, false, Optional.empty());
        // Looked up first: once the yes is recorded, no failure may keep the caller from its reply.
        var suppressed = suppressions.silence(grant, Contact.parse(request.contact()));
        var result = ActResult.ofAll(writer.write(List.of(grant), key("grant", key, request, security)));
        if (suppressed) result = result.telling(ActReply::butSuppressed);
        // The token is derived from the grant's id, so it need not be stored for a repeated request.
        return reply(
                rules.getsConfirmToken(grant)
                        ? result.telling(reply -> reply.with(links.sealGrant(reply.id())))
                        : result);
    }

    @POST
    @Path("/refusals")
    @RolesAllowed({Caller.SENDER, Caller.PERSON, Caller.DEPUTY, Caller.ADMIN})
    @ForLimitedStaff
    public RestResponse<ActReply> refuse(
            InputStream body, @HeaderParam("Idempotency-Key") String key, @Context SecurityContext security) {
        return say(ConsentStatement.Refusal.Kind.REFUSAL, body, key, security);
    }

    @POST
    @Path("/withdrawals")
    @RolesAllowed({Caller.SENDER, Caller.PERSON, Caller.DEPUTY, Caller.ADMIN})
    @ForLimitedStaff
    public RestResponse<ActReply> withdraw(
            InputStream body, @HeaderParam("Idempotency-Key") String key, @Context SecurityContext security) {
        return say(ConsentStatement.Refusal.Kind.WITHDRAWAL, body, key, security);
    }

    private RestResponse<ActReply> say(
            ConsentStatement.Refusal.Kind kind, InputStream body, String key, SecurityContext security) {
        var request = Json.read(body, RefusalRequest.class, MOST_BYTES);
        return record(rules(security).refusals(kind, request), key(kind.name(), key, request, security));
    }

    private ActRules rules(SecurityContext security) {
        var caller = Caller.of(security);
        if (!caller.isDeputy()) return ActRules.of(catalogs.newest(), caller);
        var person = deputies.require(caller, Right.NO).person();
        return ActRules.ofDeputy(catalogs.newest(), caller, person);
    }

    private RestResponse<ActReply> record(List<Act> acts, Optional<IdempotencyKey> key) {
        return reply(ActResult.ofAll(writer.write(acts, key)));
    }

    private static RestResponse<ActReply> reply(ActResult result) {
        return switch (result) {
            case ActResult.Created(var reply) -> RestResponse.status(RestResponse.Status.CREATED, reply);
            case ActResult.Unchanged(var reply) -> RestResponse.ok(reply);
            case ActResult.Refused(var fault) -> throw fault;
        };
    }

    private static Optional<IdempotencyKey> key(String kind, String key, Object request, SecurityContext security) {
        return IdempotencyKey.ofHeader(key, Caller.of(security), kind + request);
    }
}
