package dev.askfirst.consent.api;

import dev.askfirst.consent.view.PersonViewService;
import dev.askfirst.person.People;
import dev.askfirst.person.PersonPath;
import dev.askfirst.person.deputy.Right;
import dev.askfirst.platform.http.ETag;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Shows what holds for a person: to the person, and to staff, whose access is recorded. */
@Path("/v1/persons")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.ADMIN, Caller.COMPLIANCE, Caller.PERSON, Caller.DEPUTY})
@RunOnVirtualThread
public class PersonViewResource {

    private final People people;
    private final PersonViewService views;

    PersonViewResource(People people, PersonViewService views) {
        this.people = people;
        this.views = views;
    }

    @GET
    @Path("/{id}")
    @ForLimitedStaff
    public Response person(@BeanParam PersonPath path, @HeaderParam("If-None-Match") String seen) {
        var reply = views.view(people.require(path, Right.SEE), path.caller());
        var json = Json.write(reply);
        return Tagged.reply(json, ETag.of(reply.version(), json), seen);
    }
}
