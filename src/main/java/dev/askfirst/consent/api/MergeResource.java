package dev.askfirst.consent.api;

import dev.askfirst.consent.act.ActReply;
import dev.askfirst.consent.act.ActResult;
import dev.askfirst.consent.act.ActWriter;
import dev.askfirst.consent.request.MergeRequest;
import dev.askfirst.person.People;
import dev.askfirst.platform.http.ETag;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;

/** Staff say that two people are one. */
@Path("/v1/persons")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class MergeResource {

    private static final int MOST_BYTES = 16 * 1024;

    private final ActWriter writer;
    private final People people;

    MergeResource(ActWriter writer, People people) {
        this.writer = writer;
        this.people = people;
    }

    @POST
    @Path("/{id}/merge")
    @RolesAllowed(Caller.ADMIN)
    public ActReply merge(
            @PathParam("id") String id,
            InputStream body,
            @HeaderParam("If-Match") String ifMatch,
            @Context SecurityContext security,
            @Context UriInfo uri) {
        var caller = Caller.of(security);
        var request = Json.read(body, MergeRequest.class, MOST_BYTES);
        var act = request.checked(people.require(id, caller, uri), ETag.expected(ifMatch), caller);
        return switch (ActResult.ofAll(writer.write(List.of(act)))) {
            case ActResult.Created(var reply) -> reply;
            case ActResult.Unchanged(var reply) -> reply;
            case ActResult.Refused(var fault) -> throw fault;
        };
    }
}
