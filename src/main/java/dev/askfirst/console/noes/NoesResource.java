package dev.askfirst.console.noes;

import dev.askfirst.console.Layout;
import dev.askfirst.console.PageGuard;
import dev.askfirst.console.table.Sorting;
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

/** How fast a no is. */
@Path("/console/noes")
@RolesAllowed(Caller.COMPLIANCE)
@RunOnVirtualThread
public class NoesResource {

    @CheckedTemplate(basePath = "console")
    public static class Templates {
        static native TemplateInstance noes(Layout layout, NoesPage view, Sorting sorting);
    }

    private final PageGuard guard;
    private final NoesPages pages;

    NoesResource(PageGuard guard, NoesPages pages) {
        this.guard = guard;
        this.pages = pages;
    }

    @GET
    public Response noes(@QueryParam("weeks") String weeks, @Context UriInfo uri) {
        var sorting = Sorting.of(uri, "-ways.n", "-said.n", "-told.n");
        return guard.see("noes", layout -> Templates.noes(layout, pages.of(weeks(weeks), sorting), sorting));
    }

    private static int weeks(String asked) {
        return switch (asked == null ? "" : asked) {
            case "4" -> 4;
            case "26" -> 26;
            default -> 12;
        };
    }
}
