package dev.askfirst.selfservice.portable;

import dev.askfirst.consent.portable.TermsDocuments;
import dev.askfirst.person.People;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.security.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Optional;

/** What a person has said, as a signed document for another installation. */
@Path("/v1/me/terms")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Caller.PERSON)
@RunOnVirtualThread
public class OwnTermsResource {

    private static final int LONGEST_ADDRESS = 500;

    private final People people;
    private final TermsDocuments documents;

    OwnTermsResource(People people, TermsDocuments documents) {
        this.people = people;
        this.documents = documents;
    }

    @GET
    public Response take(@Context SecurityContext security, @QueryParam("audience") String audience) {
        var person = people.requireSelf(Caller.of(security));
        var checks = new Checks();
        checks.webAddress("audience", audience, LONGEST_ADDRESS);
        checks.done();
        return Response.ok(documents.of(person, Optional.ofNullable(audience)))
                .header("Cache-Control", "no-store")
                .build();
    }
}
