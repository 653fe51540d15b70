package dev.askfirst.selfservice.form;

import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.look.Accent;
import dev.askfirst.catalog.look.Logo;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** The colour and the picture of a controller, from here and nowhere else: no page asks anybody for them. */
@Path("/looks/{controller}/{file}")
@RunOnVirtualThread
public class LookResource {

    private static final String STYLE = """
            :root{--accent:%s}
            @media (prefers-color-scheme:dark){:root{--accent:%s}}
            """;

    private final CatalogService catalogs;

    LookResource(CatalogService catalogs) {
        this.catalogs = catalogs;
    }

    @GET
    public Response file(@PathParam("controller") String id, @PathParam("file") String file) {
        var controller = catalogs.newest().controller(id).orElseThrow(LookResource::nothing);
        var look = Look.of(java.util.Optional.of(controller));
        var path = "/looks/" + id + "/" + file;
        if (path.equals(look.style())) return reply("text/css", style(controller));
        if (path.equals(look.logo())) {
            return reply("image/png", Logo.bytes(controller.logo().orElseThrow()));
        }
        throw nothing();
    }

    private static String style(CatalogDocument.Controller controller) {
        var accent = Accent.of(controller.accent().orElseThrow());
        return STYLE.formatted(accent.onLight(), accent.onDark());
    }

    private static Response reply(String type, Object content) {
        return Response.ok(content, type)
                .header("Cache-Control", "public, max-age=31536000, immutable")
                .header("Content-Security-Policy", "default-src 'none'")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    private static Fault nothing() {
        return Fault.of(ProblemCode.NOT_FOUND, "no such look");
    }
}
