package dev.askfirst.selfservice.link;

import dev.askfirst.platform.http.Html;
import dev.askfirst.selfservice.session.SessionGuard;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** The way in for whoever has only the address of the service: people, staff, developers. */
@Path("/")
public class HomeResource {

    @CheckedTemplate(basePath = "selfservice")
    public static class Templates {
        static native TemplateInstance home();
    }

    @GET
    public Response home(@Context HttpHeaders headers) {
        return Html.page(SessionGuard.language(headers), Templates.home());
    }
}
