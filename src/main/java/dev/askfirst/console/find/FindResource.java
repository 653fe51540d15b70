package dev.askfirst.console.find;

import dev.askfirst.console.Layout;
import dev.askfirst.console.PageGuard;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Redirect;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.ForLimitedStaff;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/** The form in the head of every page, and what it finds. What was typed may be an address: it never stands in a URL. */
@Path("/console/find")
@RolesAllowed({Caller.COMPLIANCE, Caller.ADMIN})
@RunOnVirtualThread
public class FindResource {

    private static final String AT = "find";

    @CheckedTemplate(basePath = "console")
    public static class Templates {
        static native TemplateInstance find(Layout layout, Findings found);
    }

    private final PageGuard guard;
    private final Finder finder;

    FindResource(PageGuard guard, Finder finder) {
        this.guard = guard;
        this.finder = finder;
    }

    @GET
    @ForLimitedStaff
    public Response form() {
        return guard.see(AT, layout -> Templates.find(layout, Findings.nothing("", "")));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @ForLimitedStaff
    public Response find(@Context HttpHeaders headers, InputStream body) {
        return guard.act(headers, body, AT, form -> {
            var typed = form.text("q");
            try {
                var found = finder.find(typed, guard.caller());
                return found.only().isEmpty() ? page(200, found) : Redirect.to(found.only());
            } catch (Fault fault) {
                return page(fault.code().status(), Findings.nothing(typed, fault.getMessage()));
            }
        });
    }

    private Response page(int status, Findings found) {
        return PageGuard.page(status, Templates.find(guard.layout(AT), found));
    }
}
