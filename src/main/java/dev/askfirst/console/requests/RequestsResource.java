package dev.askfirst.console.requests;

import dev.askfirst.consent.human.HumanAnswerBody;
import dev.askfirst.consent.human.HumanRequestService;
import dev.askfirst.console.Layout;
import dev.askfirst.console.PageGuard;
import dev.askfirst.platform.Ids;
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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;

/** Requests to talk to a human that wait, the first to be due first, or all of them, the newest first. */
@Path("/console/requests")
@RolesAllowed(Caller.COMPLIANCE)
@RunOnVirtualThread
public class RequestsResource {

    private static final String AT = "requests";

    /** Those of one page; {@code done} says that an answer was just recorded. */
    public record View(List<RequestView> requests, boolean all, String next, boolean done) {}

    @CheckedTemplate(basePath = "console")
    public static class Templates {
        static native TemplateInstance requests(Layout layout, View view);
    }

    private final PageGuard guard;
    private final HumanRequestService requests;

    RequestsResource(PageGuard guard, HumanRequestService requests) {
        this.guard = guard;
        this.requests = requests;
    }

    @GET
    @ForLimitedStaff
    public Response list(
            @QueryParam("cursor") String cursor, @QueryParam("all") String all, @QueryParam("done") String done) {
        return guard.see(AT, layout -> Templates.requests(layout, view(cursor, all != null, done != null)));
    }

    @POST
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @ForLimitedStaff
    public Response answer(@PathParam("id") String id, @Context HttpHeaders headers, InputStream body) {
        return guard.act(headers, body, AT, form -> {
            var answer = new HumanAnswerBody(
                    form.given("text").orElse(null), form.given("by").orElse(null));
            requests.answer(Ids.parse(id), answer, guard.caller());
            return Redirect.to("/console/requests?done=true");
        });
    }

    private View view(String cursor, boolean all, boolean done) {
        var page = requests.page(Ids.parse(cursor == null ? "" : cursor), !all, guard.caller());
        return new View(
                page.requests().stream().map(RequestView::of).toList(),
                all,
                page.next().map(Object::toString).orElse(""),
                done);
    }
}
