package dev.askfirst.consent.api;

import dev.askfirst.catalog.limit.StaffLimit;
import dev.askfirst.consent.view.Receipts;
import dev.askfirst.person.Accesses;
import dev.askfirst.person.People;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;

/** Receipts: what a person keeps about a consent, to be read by people and by machines. */
@Path("/v1/persons/{id}/receipts/{event}")
@RolesAllowed({Caller.ADMIN, Caller.COMPLIANCE, Caller.PERSON})
@RunOnVirtualThread
public class ReceiptResource {

    static final String JSON_LD = "application/ld+json";

    private final People people;
    private final Accesses accesses;
    private final Receipts receipts;
    private final StaffLimit limit;

    ReceiptResource(People people, Accesses accesses, Receipts receipts, StaffLimit limit) {
        this.people = people;
        this.accesses = accesses;
        this.receipts = receipts;
        this.limit = limit;
    }

    /** JSON-LD (ISO/IEC TS 27560), unless plain JSON is asked for: then a Kantara receipt. */
    @GET
    @Produces({JSON_LD, MediaType.APPLICATION_JSON + ";qs=0.9"})
    @ForLimitedStaff
    public Response receipt(
            @PathParam("id") String id,
            @PathParam("event") String event,
            @HeaderParam("Accept") String accept,
            @Context SecurityContext security,
            @Context UriInfo uri) {
        var caller = Caller.of(security);
        var person = people.require(id, caller, uri);
        var act = Ids.parse(event).orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "no consent with this id"));
        accesses.record(caller, person, "receipt");
        var receipt = receipts.of(person, act);
        if (!caller.sees(receipt.yes().scope().controller()))
            throw Fault.of(ProblemCode.NOT_FOUND, "no consent of this person with this id");
        var kantara = accept != null && accept.contains(MediaType.APPLICATION_JSON);
        var json = kantara ? receipt.asKantara() : receipt.asJsonLd();
        if (limit.reach(caller).namesOthers(json))
            throw Fault.of(
                    ProblemCode.FORBIDDEN,
                    "the receipt names other controllers too: only staff without a limit see it");
        return Response.ok(json.toString())
                .type(kantara ? MediaType.APPLICATION_JSON : JSON_LD)
                .header("Cache-Control", "no-store")
                .header("Vary", "Accept")
                .build();
    }
}
