package dev.askfirst.consent.intent;

import dev.askfirst.consent.event.Evidence;
import dev.askfirst.consent.view.IntentReply;
import dev.askfirst.consent.view.PersonViewService;
import dev.askfirst.person.People;
import dev.askfirst.person.PersonPath;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.http.IdempotencyKey;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;

/** What a person looks for. Only they say it; they end it, or staff whom they asked to; staff see it. */
@Path("/v1/persons")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class IntentResource {

    private static final int MOST_BYTES = 16 * 1024;

    /** What somebody looks for. */
    public record IntentsReply(List<IntentReply> intents) {}

    private final People people;
    private final IntentService intents;
    private final PersonViewService views;

    IntentResource(People people, IntentService intents, PersonViewService views) {
        this.people = people;
        this.intents = intents;
        this.views = views;
    }

    @POST
    @Path("/{id}/intents")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Caller.PERSON)
    public RestResponse<IntentReply> say(
            @BeanParam PersonPath path, InputStream body, @HeaderParam("Idempotency-Key") String header) {
        var person = people.require(path);
        var request = Json.read(body, IntentRequest.class, MOST_BYTES);
        var key = IdempotencyKey.ofHeader(header, path.caller(), "intent" + request);
        return RestResponse.status(
                RestResponse.Status.CREATED, intents.say(person, request, Evidence.Method.API, path.caller(), key));
    }

    @GET
    @Path("/{id}/intents")
    @RolesAllowed({Caller.PERSON, Caller.COMPLIANCE, Caller.ADMIN})
    @ForLimitedStaff
    public IntentsReply all(@BeanParam PersonPath path) {
        return new IntentsReply(views.view(people.require(path), path.caller()).intents());
    }

    @DELETE
    @Path("/{id}/intents/{intent}")
    @RolesAllowed({Caller.PERSON, Caller.ADMIN})
    public IntentReply end(@BeanParam PersonPath path, @PathParam("intent") String intent) {
        return intents.end(people.require(path), Ids.parse(intent), Evidence.Method.API, path.caller());
    }
}
