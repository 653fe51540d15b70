package dev.askfirst.platform.http;

import dev.askfirst.platform.language.Languages;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Pages for people: no script, nothing from elsewhere, not kept by caches, no address passed on. */
public final class Html {

    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
            + "base-uri 'none'; frame-ancestors 'none'";

    private static final String SCRIPTED = POLICY + "; script-src 'self'";

    private Html() {}

    /** For those who read English anyway: developers. */
    public static Response page(TemplateInstance page) {
        return page(200, Languages.ALL.getFirst(), page);
    }

    public static Response page(String language, TemplateInstance page) {
        return page(200, language, page);
    }

    /** In one of our languages. */
    public static Response page(int status, String language, TemplateInstance page) {
        return filled(Response.status(status), language, page).build();
    }

    /** A reply with this page, to which cookies may be added. */
    public static Response.ResponseBuilder filled(
            Response.ResponseBuilder reply, String language, TemplateInstance page) {
        return reply.type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .header("Content-Security-Policy", POLICY)
                .header("Referrer-Policy", "no-referrer")
                .header("Cache-Control", "no-store")
                .header("Content-Language", language)
                .entity(page.setLocale(language).render());
    }

    /** The same with our own scripts from our own files, for pages that work without them too. */
    public static Response.ResponseBuilder scripted(
            Response.ResponseBuilder reply, String language, TemplateInstance page) {
        var filled = filled(reply, language, page).build();
        filled.getHeaders().putSingle("Content-Security-Policy", SCRIPTED);
        return Response.fromResponse(filled);
    }
}
