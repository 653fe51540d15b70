package dev.askfirst.person;

import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
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
import java.util.UUID;

/** People, for staff. Addresses come in the body: identifiers never stand in a URL. */
@Path("/v1/persons")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class PersonResource {

    private static final int MOST_BYTES = 16 * 1024;

    record LookupRequest(String contact) {}

    record LookupReply(UUID person) {}

    private final PersonService persons;

    PersonResource(PersonService persons) {
        this.persons = persons;
    }

    @POST
    @Path("/lookup")
    @RolesAllowed({Caller.ADMIN, Caller.COMPLIANCE})
    @ForLimitedStaff
    public LookupReply lookup(InputStream body, @Context SecurityContext security) {
        var contact =
                Contact.parse(Json.read(body, LookupRequest.class, MOST_BYTES).contact());
        return new LookupReply(persons.lookup(contact, Caller.of(security)));
    }
}
