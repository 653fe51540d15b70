package dev.askfirst.console;

import dev.askfirst.console.table.Sorting;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.sql.SQLException;

/** How things are, in numbers. */
@Path("/console/overview")
@RolesAllowed(Caller.COMPLIANCE)
@RunOnVirtualThread
public class OverviewResource {

    @CheckedTemplate(basePath = "console")
    public static class Templates {
        static native TemplateInstance overview(Layout layout, Overview view, Sorting sorting);
    }

    private final PageGuard guard;
    private final Overviews overviews;

    OverviewResource(PageGuard guard, Overviews overviews) {
        this.guard = guard;
        this.overviews = overviews;
    }

    @GET
    @ForLimitedStaff
    public Response overview(@QueryParam("days") String days, @Context UriInfo uri) {
        return guard.see("overview", layout -> {
            try {
                var sorting = Sorting.of(uri);
                return Templates.overview(layout, overviews.of(length(days), guard.caller(), sorting), sorting);
            } catch (SQLException e) {
                throw Outage.undecided("the record could not be read", e);
            }
        });
    }

    private static int length(String days) {
        return switch (days == null ? "" : days) {
            case "7" -> 7;
            case "90" -> 90;
            default -> 30;
        };
    }
}
