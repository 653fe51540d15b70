package dev.askfirst.consent.api;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.act.ActResult;
import dev.askfirst.consent.act.ActWriter;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.consent.request.PreferencesRules;
import dev.askfirst.consent.view.PersonReply;
import dev.askfirst.person.People;
import dev.askfirst.person.PersonPath;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.deputy.Right;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.Pause;
import dev.askfirst.policy.term.Scope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** Pauses: a person wants no messages for a while. A pause can be ended early. */
@Path("/v1/persons")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.ADMIN, Caller.PERSON})
@RunOnVirtualThread
public class PauseResource {

    private static final int MOST_BYTES = 16 * 1024;

    record PauseRequest(Instant until, String channel, String topic) {
        private Pause checked() {
            var checks = new Checks();
            checks.require("until", until);
            var pause = new Pause(part(checks, "channel", channel), part(checks, "topic", topic), until);
            checks.done();
            return pause;
        }
    }

    private final People people;
    private final ActWriter writer;
    private final CatalogService catalogs;

    PauseResource(People people, ActWriter writer, CatalogService catalogs) {
        this.people = people;
        this.writer = writer;
        this.catalogs = catalogs;
    }

    @POST
    @Path("/{id}/pause")
    @RolesAllowed({Caller.ADMIN, Caller.PERSON, Caller.DEPUTY})
    @Consumes(MediaType.APPLICATION_JSON)
    public RestResponse<PersonReply.PauseReply> pause(@BeanParam PersonPath path, InputStream body) {
        var person = people.require(path, Right.HOURS);
        var pause = Json.read(body, PauseRequest.class, MOST_BYTES).checked();
        new PreferencesRules(catalogs.newest()).scope(pause.channel(), pause.topic());
        var act = new Act.Pausing(
                new Addressee.AtPerson(person),
                pause,
                Optional.empty(),
                Evidence.of(Evidence.Method.API),
                path.caller());
        var reply = PersonReply.PauseReply.of(pause);
        return switch (writer.write(List.of(act)).getFirst()) {
            case ActResult.Created _ -> RestResponse.status(RestResponse.Status.CREATED, reply);
            case ActResult.Unchanged _ -> RestResponse.ok(reply);
            case ActResult.Refused(var fault) -> throw fault;
        };
    }

    @DELETE
    @Path("/{id}/pause")
    public void resume(
            @BeanParam PersonPath path, @QueryParam("channel") String channel, @QueryParam("topic") String topic) {
        var person = people.require(path);
        var checks = new Checks();
        var act = new Act.Resuming(
                new Addressee.AtPerson(person),
                part(checks, "channel", channel),
                part(checks, "topic", topic),
                Optional.empty(),
                Evidence.of(Evidence.Method.API),
                path.caller());
        checks.done();
        // Ending a pause that does not exist changes nothing, and is no fault.
        if (writer.write(List.of(act)).getFirst() instanceof ActResult.Refused(var fault)) throw fault;
    }

    private static String part(Checks checks, String name, String id) {
        return checks.optionalId(name, id).orElse(Scope.ALL);
    }
}
