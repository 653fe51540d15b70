package dev.askfirst.console.doubts;

import dev.askfirst.console.Layout;
import dev.askfirst.console.PageGuard;
import dev.askfirst.platform.security.Caller;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Which campaigns that are called personal are not? Nobody of those who got them is named there. */
@Path("/console/doubts")
@RolesAllowed(Caller.COMPLIANCE)
@RunOnVirtualThread
public class DoubtsResource {

    private static final String AT = "questions";

    @CheckedTemplate(basePath = "console")
    public static class Templates {
        static native TemplateInstance doubts(Layout layout, DoubtsView view);
    }

    private final PageGuard guard;
    private final DoubtsViews views;

    DoubtsResource(PageGuard guard, DoubtsViews views) {
        this.guard = guard;
        this.views = views;
    }

    @GET
    public Response doubts() {
        return guard.see(AT, layout -> Templates.doubts(layout, views.view()));
    }
}
