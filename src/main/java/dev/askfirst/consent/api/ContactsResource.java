package dev.askfirst.consent.api;

import dev.askfirst.consent.act.OwnContacts;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.consent.request.RemovalRequest;
import dev.askfirst.person.Accesses;
import dev.askfirst.person.People;
import dev.askfirst.person.PersonPath;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.point.ContactPoint;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;

/** A person's addresses: shown, added, verified and removed. Addresses come in the body, never in a URL. */
@Path("/v1/persons")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ContactsResource {

    private static final int MOST_BYTES = 16 * 1024;
    private static final String WHAT = "contacts";

    record ContactRequest(String contact, Boolean verified) {}

    record ContactsReply(List<ContactPoint> contacts) {}

    private final People people;
    private final Accesses accesses;
    private final OwnContacts contacts;

    ContactsResource(People people, Accesses accesses, OwnContacts contacts) {
        this.people = people;
        this.accesses = accesses;
        this.contacts = contacts;
    }

    @GET
    @Path("/{id}/contacts")
    @RolesAllowed({Caller.ADMIN, Caller.COMPLIANCE, Caller.PERSON})
    public ContactsReply contacts(@BeanParam PersonPath path) {
        var person = people.require(path);
        accesses.record(path.caller(), person, WHAT);
        return new ContactsReply(contacts.of(person, path.caller()));
    }

    @POST
    @Path("/{id}/contacts")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Caller.ADMIN, Caller.PERSON})
    public RestResponse<ContactPoint> add(@BeanParam PersonPath path, InputStream body) {
        var person = people.require(path);
        var caller = path.caller();
        var request = Json.read(body, ContactRequest.class, MOST_BYTES);
        var contact = Contact.parse(request.contact());
        var verified = Boolean.TRUE.equals(request.verified());
        if (verified && !caller.is(Caller.ADMIN)) {
            throw Fault.of(
                    ProblemCode.FORBIDDEN, "people cannot vouch for an address themselves: leave out `verified`");
        }
        var act = new Act.ContactAdded(
                new Addressee.AtPerson(person), contact, verified, Evidence.of(Evidence.Method.API), caller);
        var added = contacts.write(act);
        accesses.record(caller, person, WHAT);
        var reply = contacts.of(person, contact, caller);
        return added ? RestResponse.status(RestResponse.Status.CREATED, reply) : RestResponse.ok(reply);
    }

    @POST
    @Path("/{id}/contacts/{point}/verify")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Caller.ADMIN)
    public void verify(@BeanParam PersonPath path, @PathParam("point") String point) {
        var person = new Addressee.AtPerson(people.require(path));
        contacts.write(new Act.ContactVerified(person, point(point), Evidence.of(Evidence.Method.API), path.caller()));
    }

    @DELETE
    @Path("/{id}/contacts/{point}")
    @RolesAllowed({Caller.ADMIN, Caller.PERSON})
    public void remove(
            @BeanParam PersonPath path, @PathParam("point") String point, @BeanParam RemovalRequest removal) {
        var person = people.require(path);
        var caller = path.caller();
        var reason = removal.checkedReason(caller);
        var act = new Act.ContactRemoved(
                new Addressee.AtPerson(person),
                point(point),
                reason,
                removal.checkedLast(),
                Evidence.of(Evidence.Method.API),
                caller);
        contacts.write(act);
    }

    private static UUID point(String text) {
        return Ids.parse(text)
                .orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "no contact point of theirs has this id"));
    }
}
