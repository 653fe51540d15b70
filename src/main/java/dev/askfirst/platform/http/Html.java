package dev.askfirst.platform.http;

import dev.askfirst.platform.language.Languages;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Pages for people: no script, nothing from elsewhere, not kept by caches, no address passed on. */
public final class Html {

    private static final String FRAME = "frame-ancestors ";
    private static final String NO_FRAME = FRAME + "'none'";

    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
            + "base-uri 'none'; " + NO_FRAME;

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

    /**
     * The same in frames of pages of these origins, and of nobody's if there are none. In a frame there is a script of ours
     * that tells the page around it how high this one is.
     */
    public static Response.ResponseBuilder framed(
            Response.ResponseBuilder reply, String language, TemplateInstance page, List<String> origins) {
        if (origins.isEmpty()) return filled(reply, language, page);
        page.setAttribute(FrameNamespace.FRAMED, true);
        var filled = filled(reply, language, page).build();
        filled.getHeaders()
                .putSingle("Content-Security-Policy", SCRIPTED.replace(NO_FRAME, FRAME + String.join(" ", origins)));
        return Response.fromResponse(filled);
    }

    /** The same with our own scripts from our own files, for pages that work without them too. */
    public static Response.ResponseBuilder scripted(
            Response.ResponseBuilder reply, String language, TemplateInstance page) {
        var filled = filled(reply, language, page).build();
        filled.getHeaders().putSingle("Content-Security-Policy", SCRIPTED);
        return Response.fromResponse(filled);
    }
}
