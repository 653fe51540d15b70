package dev.askfirst.console;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.platform.Redirect;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** The first page of the console: the five questions that officers come with. */
@Path("/console")
@RolesAllowed({Caller.COMPLIANCE, Caller.ADMIN})
@RunOnVirtualThread
public class QuestionsResource {

    @CheckedTemplate(basePath = "console")
    public static class Templates {
        static native TemplateInstance questions(Layout layout, ProveForm form);
    }

    private final PageGuard guard;
    private final CatalogService catalogs;

    QuestionsResource(PageGuard guard, CatalogService catalogs) {
        this.guard = guard;
        this.catalogs = catalogs;
    }

    /** Administrators, who may not look into the record, are led to what is theirs. */
    @GET
    @ForLimitedStaff
    public Response questions() {
        if (!guard.caller().is(Caller.COMPLIANCE)) return Redirect.to(Layout.start(guard.caller()));
        return guard.see("questions", layout -> Templates.questions(layout, ProveForm.empty(catalogs.newest())));
    }
}
