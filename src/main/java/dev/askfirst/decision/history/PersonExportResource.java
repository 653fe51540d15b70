package dev.askfirst.decision.history;

import dev.askfirst.consent.view.PersonFile;
import dev.askfirst.person.Accesses;
import dev.askfirst.person.People;
import dev.askfirst.person.PersonPath;
import dev.askfirst.platform.security.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

/**
 * All data about a person, for data portability: what holds now, every act, every receipt, and every question about
 * them.
 */
@Path("/v1/persons/{id}/export")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.ADMIN, Caller.COMPLIANCE, Caller.PERSON})
@RunOnVirtualThread
public class PersonExportResource {

    private final People people;
    private final Accesses accesses;
    private final PersonFile files;
    private final OwnDecisions decisions;

    PersonExportResource(People people, Accesses accesses, PersonFile files, OwnDecisions decisions) {
        this.people = people;
        this.accesses = accesses;
        this.files = files;
        this.decisions = decisions;
    }

    @GET
    public Response export(@BeanParam PersonPath path, @HeaderParam("Accept-Language") String languages) {
        var person = people.require(path);
        accesses.record(path.caller(), person, "export");
        var file = files.of(person, path.caller()).toString();
        StreamingOutput whole = to -> decisions.write(person, file, languages, to);
        return Response.ok(whole)
                .header("Cache-Control", "no-store")
                .header("Content-Disposition", "attachment; filename=\"askfirst.json\"")
                .build();
    }
}
