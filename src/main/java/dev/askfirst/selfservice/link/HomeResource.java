package dev.askfirst.selfservice.link;

import dev.askfirst.platform.http.Html;
import dev.askfirst.selfservice.session.SessionGuard;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;

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

    /** The contract, for those who are to ask. */
    @GET
    @Path("/openapi.yaml")
    @Produces("application/yaml")
    @RunOnVirtualThread
    public byte[] contract() throws IOException {
        try (var file = HomeResource.class.getResourceAsStream("/META-INF/openapi.yaml")) {
            return file.readAllBytes();
        }
    }
}
