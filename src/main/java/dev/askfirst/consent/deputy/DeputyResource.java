package dev.askfirst.consent.deputy;

import dev.askfirst.consent.event.Evidence;
import dev.askfirst.person.Accesses;
import dev.askfirst.person.People;
import dev.askfirst.person.PersonPath;
import dev.askfirst.person.deputy.Right;
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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Deputies of a person: named by the person, or by staff upon a request that the person signed; ended by either, or by the
 * deputy, at once.
 */
@Path("/v1/persons")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class DeputyResource {

    private static final int MOST_BYTES = 16 * 1024;
    private static final String WHAT = "deputies";

    record DeputiesReply(List<DeputyReply> deputies) {}

    private final People people;
    private final Accesses accesses;
    private final DeputyService deputies;

    DeputyResource(People people, Accesses accesses, DeputyService deputies) {
        this.people = people;
        this.accesses = accesses;
        this.deputies = deputies;
    }

    @GET
    @Path("/{id}/deputies")
    @RolesAllowed({Caller.ADMIN, Caller.COMPLIANCE, Caller.PERSON})
    public DeputiesReply list(@BeanParam PersonPath path) {
        var person = people.require(path);
        accesses.record(path.caller(), person, WHAT);
        return new DeputiesReply(
                deputies.of(person).stream().map(it -> shown(it, path.caller())).toList());
    }

    @GET
    @Path("/{id}/deputies/{d}")
    @RolesAllowed({Caller.ADMIN, Caller.COMPLIANCE, Caller.PERSON, Caller.DEPUTY})
    public DeputyReply one(@BeanParam PersonPath path, @PathParam("d") String d) {
        var person = require(path, d);
        accesses.record(path.caller(), person, WHAT);
        return shown(deputies.find(person, id(d)), path.caller());
    }

    @PUT
    @Path("/{id}/deputies/{d}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Caller.ADMIN, Caller.PERSON})
    public RestResponse<DeputyReply> name(@BeanParam PersonPath path, @PathParam("d") String d, InputStream body) {
        var person = people.require(path);
        var named = deputies.name(
                person,
                Ids.parse(d).orElseThrow(() -> Fault.invalid("d", "is not a UUID")),
                Json.read(body, DeputyRequest.class, MOST_BYTES),
                path.caller());
        accesses.record(path.caller(), person, WHAT);
        return RestResponse.status(
                named.changed() ? RestResponse.Status.CREATED : RestResponse.Status.OK, named.deputy());
    }

    @DELETE
    @Path("/{id}/deputies/{d}")
    @RolesAllowed({Caller.ADMIN, Caller.PERSON, Caller.DEPUTY})
    public void end(@BeanParam PersonPath path, @PathParam("d") String d) {
        deputies.end(require(path, d), id(d), Evidence.Method.API, path.caller());
    }

    /** A deputy sees and ends nobody but themselves. */
    private UUID require(PersonPath path, String d) {
        var caller = path.caller();
        var person = people.require(path, Right.values());
        if (caller.isDeputy() && !caller.requireDeputy().equals(id(d))) throw unknown();
        return person;
    }

    /** The way in is for whoever names a deputy, and for the person: nobody else passes it on. */
    private static DeputyReply shown(DeputyReply deputy, Caller caller) {
        return caller.is(Caller.PERSON) ? deputy : deputy.withoutLink();
    }

    private static UUID id(String text) {
        return Ids.parse(text).orElseThrow(DeputyResource::unknown);
    }

    private static Fault unknown() {
        return Fault.of(ProblemCode.NOT_FOUND, "no deputy of theirs has this id");
    }
}
