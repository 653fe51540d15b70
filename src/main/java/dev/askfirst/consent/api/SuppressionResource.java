package dev.askfirst.consent.api;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.request.ActRules;
import dev.askfirst.consent.request.ListRequest;
import dev.askfirst.consent.request.SuppressionRequest;
import dev.askfirst.consent.suppression.SuppressionLift;
import dev.askfirst.consent.suppression.SuppressionReply;
import dev.askfirst.consent.suppression.Suppressions;
import dev.askfirst.person.Accesses;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.platform.Fault;
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
import jakarta.ws.rs.DELETE;
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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;

/** Contact points that must not be written to: ordered, looked up, listed, lifted. */
@Path("/v1/suppressions")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.SENDER, Caller.COMPLIANCE, Caller.ADMIN})
@RunOnVirtualThread
public class SuppressionResource {

    private static final int MOST_BYTES = 64 * 1024;

    record LookupRequest(String contact) {}

    record LookupReply(List<SuppressionRows.ListedSuppression> suppressions) {}

    record LiftRequest(String reason) {}

    private final Suppressions suppressions;
    private final SuppressionRows rows;
    private final CatalogService catalogs;
    private final ContactKeys keys;
    private final Accesses accesses;

    SuppressionResource(
            Suppressions suppressions,
            SuppressionRows rows,
            CatalogService catalogs,
            ContactKeys keys,
            Accesses accesses) {
        this.suppressions = suppressions;
        this.rows = rows;
        this.catalogs = catalogs;
        this.keys = keys;
        this.accesses = accesses;
    }

    @POST
    @RolesAllowed({Caller.SENDER, Caller.ADMIN})
    @ForLimitedStaff
    public RestResponse<SuppressionReply> suppress(
            InputStream body, @HeaderParam("Idempotency-Key") String header, @Context SecurityContext security) {
        var caller = Caller.of(security);
        var request = Json.read(body, SuppressionRequest.class, MOST_BYTES);
        var checked = request.checked(new Checks());
        var rules = ActRules.of(catalogs.newest(), caller);
        var controllers = rules.controllers(request.controller());
        for (var controller : controllers) rules.spoken("at", Optional.ofNullable(request.at()), controller);
        var orders = controllers.stream()
                .map(controller -> new Suppressions.Suppress(
                        keys.inEveryForm(checked.contact()),
                        controller,
                        checked.reason(),
                        Optional.ofNullable(request.at()),
                        checked.texts(),
                        caller))
                .toList();
        var kept = suppressions.post(orders, IdempotencyKey.ofHeader(header, caller, "suppression" + request));
        return kept.created()
                ? RestResponse.status(RestResponse.Status.CREATED, kept.reply())
                : RestResponse.ok(kept.reply());
    }

    /** Addresses come in the body: identifiers never stand in a URL. */
    @POST
    @Path("/lookup")
    @ForLimitedStaff
    public LookupReply lookup(InputStream body, @Context SecurityContext security) {
        var request = Json.read(body, LookupRequest.class, MOST_BYTES);
        var contact = Contact.parse(request.contact());
        var caller = Caller.of(security);
        accesses.recordContact(caller, keys.of(contact), "suppressions");
        return new LookupReply(rows.of(contact, caller));
    }

    @GET
    @Consumes(MediaType.WILDCARD)
    @ForLimitedStaff
    public SuppressionRows.Page list(
            @BeanParam ListRequest list, @QueryParam("reason") String reason, @Context SecurityContext security) {
        var checks = new Checks();
        var why = Optional.ofNullable(reason).flatMap(text -> Suppressions.Reason.parse(checks, text));
        return rows.newest(list.checked(checks), why, Caller.of(security));
    }

    @GET
    @Path("/{id}")
    @Consumes(MediaType.WILDCARD)
    @ForLimitedStaff
    public SuppressionRows.ListedSuppression suppression(
            @PathParam("id") String id, @Context SecurityContext security) {
        return rows.one(id(id), Caller.of(security));
    }

    @DELETE
    @Path("/{id}")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Caller.SENDER, Caller.ADMIN})
    @ForLimitedStaff
    public SuppressionRows.ListedSuppression lift(
            @PathParam("id") String id,
            @QueryParam("reason") String inQuery,
            InputStream body,
            @Context SecurityContext security) {
        var caller = Caller.of(security);
        var checks = new Checks();
        var reason = reason(inQuery, body);
        checks.require("reason", reason);
        checks.text("reason", reason, 500);
        checks.done();
        suppressions.lift(id(id), reason, caller);
        return rows.one(id(id), caller);
    }

    /** The reason from the body or, without one, from the query: some proxies drop the body of a DELETE. */
    private static String reason(String inQuery, InputStream body) {
        var bytes = Json.bytes(body, MOST_BYTES);
        if (bytes.length == 0) return inQuery;
        var inBody = Json.<LiftRequest>read(bytes, Json.MAPPER.readerFor(LiftRequest.class))
                .reason();
        if (inQuery != null && inBody != null) throw Fault.invalid("reason", "stands there twice");
        return inBody == null ? inQuery : inBody;
    }

    private static UUID id(String text) {
        return Ids.parse(text).orElseThrow(SuppressionLift::none);
    }
}
