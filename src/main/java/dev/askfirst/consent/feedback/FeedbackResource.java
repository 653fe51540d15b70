package dev.askfirst.consent.feedback;

import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;

/** What people said of messages, as totals of at least twenty of them. */
@Path("/v1/feedback")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class FeedbackResource {

    /** The newest first. */
    public record Totals(List<FeedbackTotal> totals) {}

    private final FeedbackStatistics statistics;

    FeedbackResource(FeedbackStatistics statistics) {
        this.statistics = statistics;
    }

    @GET
    @RolesAllowed({Caller.SENDER, Caller.COMPLIANCE, Caller.ADMIN})
    @ForLimitedStaff
    public Totals totals(
            @QueryParam("controller") String controller,
            @QueryParam("topic") String topic,
            @Context SecurityContext security) {
        var checks = new Checks();
        var ofController = checks.optionalId("controller", controller);
        var ofTopic = checks.optionalId("topic", topic);
        checks.done();
        return new Totals(statistics.read(ofController, ofTopic, Caller.of(security)));
    }
}
