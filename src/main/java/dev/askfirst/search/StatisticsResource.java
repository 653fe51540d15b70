package dev.askfirst.search;

import dev.askfirst.catalog.limit.StaffLimit;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.postgres.Outage;
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
import java.sql.SQLException;

/** How many decisions there were, by what staff ask for. */
@Path("/v1/audit/statistics")
@RolesAllowed(Caller.COMPLIANCE)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class StatisticsResource {

    private final Statistics statistics;
    private final StaffLimit limit;

    StatisticsResource(Statistics statistics, StaffLimit limit) {
        this.statistics = statistics;
        this.limit = limit;
    }

    @GET
    @ForLimitedStaff
    public Statistics.Counts statistics(
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("by") String by,
            @Context SecurityContext security) {
        var checks = new Checks();
        checks.require("from", from);
        checks.require("to", to);
        if (!Statistics.By.names().contains(by == null ? "" : by))
            checks.error("by", "is none of " + String.join(", ", Statistics.By.names()));
        var period = SearchRequest.Period.of(checks, from, to);
        checks.done();
        try {
            var senders = limit.reach(Caller.of(security)).ownSenders();
            return statistics.of(period.from(), period.to(), Statistics.By.of(by), senders);
        } catch (SQLException e) {
            throw Outage.undecided("the decisions could not be counted", e);
        }
    }
}
