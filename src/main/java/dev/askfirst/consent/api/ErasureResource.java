package dev.askfirst.consent.api;

import dev.askfirst.consent.erasure.ErasureReply;
import dev.askfirst.consent.erasure.Erasures;
import dev.askfirst.person.People;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.security.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;

/** Erases people: at the request of staff, or of the person. */
@Path("/v1/persons")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ErasureResource {

    private final People people;
    private final Erasures erasures;

    ErasureResource(People people, Erasures erasures) {
        this.people = people;
        this.erasures = erasures;
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({Caller.ADMIN, Caller.PERSON})
    public ErasureReply erase(
            @PathParam("id") String id,
            @QueryParam("dryRun") String dryRun,
            @Context SecurityContext security,
            @Context UriInfo uri) {
        var caller = Caller.of(security);
        // Nobody is erased by a typing error.
        var checks = new Checks();
        var rehearsal = checks.flag("dryRun", dryRun);
        checks.done();
        var person = people.require(id, caller, uri);
        return rehearsal ? erasures.rehearse(person, caller) : erasures.erase(person, caller);
    }
}
