package dev.askfirst.consent.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.consent.request.PreferencesRequest;
import dev.askfirst.person.Accesses;
import dev.askfirst.person.People;
import dev.askfirst.person.PersonPath;
import dev.askfirst.person.deputy.Right;
import dev.askfirst.person.point.PreferencesJson;
import dev.askfirst.platform.http.ETag;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.json.MergePatch;
import dev.askfirst.platform.security.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/** How, when and how often a person wants messages. A change must name the version that the caller has seen. */
@Path("/v1/persons")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class PreferencesResource {

    private static final int MOST_BYTES = 64 * 1024;

    private final People people;
    private final Accesses accesses;
    private final PreferencesChanges changes;

    PreferencesResource(People people, Accesses accesses, PreferencesChanges changes) {
        this.people = people;
        this.accesses = accesses;
        this.changes = changes;
    }

    @GET
    @Path("/{id}/preferences")
    @RolesAllowed({Caller.ADMIN, Caller.COMPLIANCE, Caller.PERSON, Caller.DEPUTY})
    public Response preferences(@BeanParam PersonPath path, @HeaderParam("If-None-Match") String seen) {
        var person = people.require(path, Right.SEE, Right.HOURS);
        accesses.record(path.caller(), person, PreferencesChanges.WHAT);
        return changes.current(person, path.caller(), seen);
    }

    @PUT
    @Path("/{id}/preferences")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Caller.ADMIN, Caller.PERSON})
    public Response replace(@BeanParam PersonPath path, @HeaderParam("If-Match") String ifMatch, InputStream body) {
        var person = people.require(path);
        var expected = ETag.expected(ifMatch);
        var wanted = Json.read(body, PreferencesRequest.class, MOST_BYTES).checked();
        return changes.make(person, path.caller(), expected, _ -> wanted);
    }

    @PATCH
    @Path("/{id}/preferences")
    @Consumes(MergePatch.MEDIA_TYPE)
    @RolesAllowed({Caller.ADMIN, Caller.PERSON, Caller.DEPUTY})
    public Response patch(@BeanParam PersonPath path, @HeaderParam("If-Match") String ifMatch, InputStream body) {
        var person = people.require(path, Right.HOURS);
        var expected = ETag.expected(ifMatch);
        var patch = Json.read(body, JsonNode.class, MOST_BYTES);
        return changes.make(person, path.caller(), expected, before -> {
            var patched = MergePatch.apply(PreferencesJson.write(before), patch);
            return PreferencesRequest.of(patched).checked();
        });
    }
}
