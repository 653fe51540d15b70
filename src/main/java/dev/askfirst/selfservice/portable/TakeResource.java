package dev.askfirst.selfservice.portable;

import dev.askfirst.consent.portable.TermsDocuments;
import dev.askfirst.selfservice.session.Session;
import dev.askfirst.selfservice.session.SessionGuard;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** A person's terms as a file to take along; takes a code, because it names their addresses. */
@Path("/me/take")
@RunOnVirtualThread
public class TakeResource {

    private final SessionGuard guard;
    private final TermsDocuments documents;

    TakeResource(SessionGuard guard, TermsDocuments documents) {
        this.guard = guard;
        this.documents = documents;
    }

    @GET
    @Produces(MediaType.WILDCARD)
    public Response take(@Context HttpHeaders headers) {
        return guard.see(
                headers,
                Session.Level.CODE,
                "/me/papers",
                visit -> Response.ok(
                                documents.of(visit.person(), Optional.empty()).terms(), "application/jose")
                        .header("Cache-Control", "no-store")
                        .header("Content-Disposition", "attachment; filename=\"my-terms.jws\"")
                        .build());
    }
}
