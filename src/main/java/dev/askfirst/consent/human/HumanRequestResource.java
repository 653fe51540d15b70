package dev.askfirst.consent.human;

import dev.askfirst.consent.request.ListRequest;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.http.IdempotencyKey;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import org.jboss.resteasy.reactive.RestResponse;

/** Requests to talk to a human: people ask, or somebody asks for them; the controller's human answers. */
@Path("/v1/human-requests")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class HumanRequestResource {

    private static final int MOST_BYTES = 64 * 1024;

    private final HumanRequestService requests;

    HumanRequestResource(HumanRequestService requests) {
        this.requests = requests;
    }

    @POST
    @RolesAllowed({Caller.SENDER, Caller.PERSON, Caller.COMPLIANCE, Caller.ADMIN})
    @ForLimitedStaff
    public RestResponse<HumanRequest> ask(
            InputStream body, @HeaderParam("Idempotency-Key") String header, @Context SecurityContext security) {
        var caller = Caller.of(security);
        var request = Json.read(body, HumanRequestBody.class, MOST_BYTES);
        var key = IdempotencyKey.ofHeader(header, caller, "human_request" + request);
        return RestResponse.status(RestResponse.Status.CREATED, requests.ask(request, caller, key));
    }

    @GET
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Caller.SENDER, Caller.COMPLIANCE, Caller.ADMIN})
    @ForLimitedStaff
    public HumanRequestService.Page list(
            @BeanParam ListRequest list, @QueryParam("due") String due, @Context SecurityContext security) {
        var checks = new Checks();
        var onlyDue = checks.flag("due", due);
        return requests.list(list.checked(checks), onlyDue, Caller.of(security));
    }

    @POST
    @Path("/{id}/answer")
    @RolesAllowed({Caller.SENDER, Caller.COMPLIANCE, Caller.ADMIN})
    @ForLimitedStaff
    public HumanRequest answer(InputStream body, @PathParam("id") String id, @Context SecurityContext security) {
        var answer = Json.read(body, HumanAnswerBody.class, MOST_BYTES);
        return requests.answer(Ids.parse(id), answer, Caller.of(security));
    }
}
