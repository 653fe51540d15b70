package dev.askfirst.consent.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.catalog.limit.StaffLimit;
import dev.askfirst.consent.view.Histories;
import dev.askfirst.consent.view.Proofs;
import dev.askfirst.person.Accesses;
import dev.askfirst.person.People;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.json.Times;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
import dev.askfirst.policy.term.Scope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.Optional;

/** What a person had said at any instant, as far as it was known at any other, and what follows from it. */
@Path("/v1/persons/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.ADMIN, Caller.COMPLIANCE, Caller.PERSON})
@RunOnVirtualThread
public class ProofResource {

    private final People people;
    private final Accesses accesses;
    private final Proofs proofs;
    private final Histories histories;
    private final StaffLimit limit;

    ProofResource(People people, Accesses accesses, Proofs proofs, Histories histories, StaffLimit limit) {
        this.people = people;
        this.accesses = accesses;
        this.proofs = proofs;
        this.histories = histories;
        this.limit = limit;
    }

    @GET
    @Path("/proof")
    @ForLimitedStaff
    public ObjectNode proof(
            @PathParam("id") String id,
            @QueryParam("controller") String controller,
            @QueryParam("topic") String topic,
            @QueryParam("channel") String channel,
            @QueryParam("at") String at,
            @QueryParam("knownAt") String knownAt,
            @Context SecurityContext security,
            @Context UriInfo uri) {
        var checks = new Checks();
        checks.id("controller", controller);
        checks.id("topic", topic);
        checks.id("channel", channel);
        var asOf = time(checks, "at", at);
        var known = time(checks, "knownAt", knownAt);
        checks.done();
        var caller = Caller.of(security);
        var person = people.require(id, caller, uri);
        accesses.record(caller, person, "proof");
        if (!caller.sees(controller))
            throw Fault.of(ProblemCode.NOT_FOUND, "no controller with this id that you may see");
        var scope = Scope.of(controller, topic, channel);
        var proof = proofs.of(
                person, scope, asOf, known, act -> caller.sees(act.scope().controller()));
        if (limit.reach(caller).namesOthers(proof))
            throw Fault.of(
                    ProblemCode.FORBIDDEN,
                    "what this proof needs names other controllers too: only staff without a limit can make it");
        return proof;
    }

    @GET
    @Path("/history")
    public ObjectNode history(
            @PathParam("id") String id,
            @QueryParam("at") String at,
            @QueryParam("knownAt") String knownAt,
            @Context SecurityContext security,
            @Context UriInfo uri) {
        var checks = new Checks();
        var asOf = time(checks, "at", at);
        var known = time(checks, "knownAt", knownAt);
        checks.done();
        var caller = Caller.of(security);
        var person = people.require(id, caller, uri);
        accesses.record(caller, person, "history");
        return histories.of(person, asOf, known);
    }

    private static Optional<Instant> time(Checks checks, String field, String text) {
        if (text == null) return Optional.empty();
        var time = Times.parse(text);
        if (time.isEmpty()) checks.error(field, "must be a time such as `2026-11-22T10:00:00Z`");
        return time;
    }
}
