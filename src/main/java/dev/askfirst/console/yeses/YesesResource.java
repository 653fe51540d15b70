package dev.askfirst.console.yeses;

import dev.askfirst.console.Layout;
import dev.askfirst.console.PageGuard;
import dev.askfirst.console.table.Sorting;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
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
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/** How do yeses move? Nobody is named there: it reads counts alone. */
@Path("/console/yeses")
@RolesAllowed(Caller.COMPLIANCE)
@RunOnVirtualThread
public class YesesResource {

    private static final String AT = "questions";

    @CheckedTemplate(basePath = "console")
    public static class Templates {
        static native TemplateInstance yeses(Layout layout, YesesView view, Sorting sorting);
    }

    private final PageGuard guard;
    private final YesesViews views;
    private final DataSource dataSource;
    private final Clock clock;

    YesesResource(PageGuard guard, YesesViews views, DataSource dataSource, Clock clock) {
        this.guard = guard;
        this.views = views;
        this.dataSource = dataSource;
        this.clock = clock;
    }

    @GET
    public Response yeses(
            @QueryParam("weeks") String weeks, @QueryParam("controller") String controller, @Context UriInfo uri) {
        var sorting = Sorting.of(uri);
        var whose = Optional.ofNullable(controller).orElse("");
        return guard.see(
                AT, layout -> Templates.yeses(layout, views.of(length(weeks), whose, now(), sorting), sorting));
    }

    private Instant now() {
        try (var connection = dataSource.getConnection()) {
            return clock.read(connection);
        } catch (SQLException e) {
            throw Outage.undecided("the counts could not be read", e);
        }
    }

    private static int length(String weeks) {
        return switch (weeks == null ? "" : weeks) {
            case "4" -> 4;
            case "52" -> 52;
            default -> 12;
        };
    }
}
