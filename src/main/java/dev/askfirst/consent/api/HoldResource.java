package dev.askfirst.consent.api;

import dev.askfirst.consent.act.ActResult;
import dev.askfirst.consent.act.ActWriter;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.consent.event.LegalHold;
import dev.askfirst.consent.request.HoldRequest;
import dev.askfirst.consent.view.PersonReader;
import dev.askfirst.person.People;
import dev.askfirst.person.PersonPath;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;

/** Legal holds: what is known about a person must be kept, as for a lawsuit, until the hold ends. */
@Path("/v1/persons")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Caller.ADMIN)
@RunOnVirtualThread
public class HoldResource {

    private static final int MOST_BYTES = 16 * 1024;

    private final People people;
    private final ActWriter writer;
    private final PersonReader reader;

    HoldResource(People people, ActWriter writer, PersonReader reader) {
        this.people = people;
        this.writer = writer;
        this.reader = reader;
    }

    @PUT
    @Path("/{id}/hold")
    @Consumes(MediaType.APPLICATION_JSON)
    public RestResponse<LegalHold> hold(@BeanParam PersonPath path, InputStream body) {
        var person = people.require(path);
        var act = Json.read(body, HoldRequest.class, MOST_BYTES).checked(person, path.caller());
        return switch (writer.write(List.of(act)).getFirst()) {
            case ActResult.Created _ -> RestResponse.status(RestResponse.Status.CREATED, reader.hold(person));
            case ActResult.Unchanged _ -> RestResponse.ok(reader.hold(person));
            case ActResult.Refused(var fault) -> throw fault;
        };
    }

    @DELETE
    @Path("/{id}/hold")
    public void release(@BeanParam PersonPath path) {
        var person = people.require(path);
        var act = new Act.Release(new Addressee.AtPerson(person), Evidence.of(Evidence.Method.API), path.caller());
        if (writer.write(List.of(act)).getFirst() instanceof ActResult.Refused(var fault)) throw fault;
    }
}
