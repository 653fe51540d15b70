package dev.askfirst.outbound.push;

import dev.askfirst.person.Accesses;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** What tools that keep lists of their own were told, what they answered, and sending it again. */
@Path("/v1/pushes")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.COMPLIANCE, Caller.ADMIN})
@RunOnVirtualThread
public class PushResource {

    private static final int MOST_BYTES = 4 * 1024;
    private static final int USUAL = 100;
    private static final int MOST = 1000;
    private static final Map<String, List<String>> STATES = new TreeMap<>(Map.of(
            "waiting", List.of("waiting"),
            "confirmed", List.of("confirmed"),
            "failed", List.of("refused", "given_up"),
            "dropped", List.of("dropped")));

    /** Newest first; {@code next} is the cursor of the rest, if there is any. */
    public record PushList(List<PushReply> pushes, Optional<UUID> next) {}

    record ResendRequest(String target) {}

    /** How many are told again. */
    public record Resent(int pushes) {}

    private final Pushes pushes;
    private final Accesses accesses;

    PushResource(Pushes pushes, Accesses accesses) {
        this.pushes = pushes;
        this.accesses = accesses;
    }

    @GET
    public PushList list(
            @QueryParam("state") String state,
            @QueryParam("target") String target,
            @QueryParam("person") String person,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit,
            @Context SecurityContext security) {
        var checks = new Checks();
        if (state != null && !STATES.containsKey(state))
            checks.error("state", "is none of " + String.join(", ", STATES.keySet()));
        checks.optionalId("target", target);
        var whom = id(checks, "person", person, "is not a person's id");
        var before = id(checks, "cursor", cursor, "is not a `next` of an earlier reply");
        var most = limit == null ? USUAL : limit.matches("[0-9]{1,4}") ? Integer.parseInt(limit) : 0;
        if (most < 1 || most > MOST) checks.error("limit", "must be a number from 1 to " + MOST);
        checks.done();
        var caller = Caller.of(security);
        if (whom.isPresent()) accesses.record(caller, whom.get(), "pushes");
        else accesses.recordList(caller, "pushes");
        var states = Optional.ofNullable(state).map(STATES::get);
        var found = pushes.list(new Pushes.Wanted(states, Optional.ofNullable(target), whom, before, most + 1));
        return found.size() <= most
                ? new PushList(found, Optional.empty())
                : new PushList(
                        found.subList(0, most), Optional.of(found.get(most - 1).id()));
    }

    @POST
    @Path("/{id}/resend")
    @RolesAllowed(Caller.ADMIN)
    public PushReply resend(@PathParam("id") String id) {
        return pushes.resend(Ids.parse(id).orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "there is no such push")));
    }

    /** All that one target refused, or that was given up: as after its secret was put right. */
    @POST
    @Path("/resend")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Caller.ADMIN)
    public Resent resendAll(InputStream body) {
        var request = Json.read(body, ResendRequest.class, MOST_BYTES);
        var checks = new Checks();
        var target = checks.id("target", request.target());
        checks.done();
        if (!pushes.isTarget(target))
            throw Fault.invalid("target", "names `" + target + "`, which is not in the catalog");
        return new Resent(pushes.resendAll(target));
    }

    private static Optional<UUID> id(Checks checks, String field, String text, String wrong) {
        var id = Optional.ofNullable(text).flatMap(Ids::parse);
        if (text != null && id.isEmpty()) checks.error(field, wrong);
        return id;
    }
}
