package dev.askfirst.selfservice.form;

import dev.askfirst.platform.http.Html;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.Response;

/** The page for a link that opens nothing. It leads to where no link is needed. */
public final class BrokenLink {

    @CheckedTemplate(basePath = "selfservice")
    public static class Templates {
        static native TemplateInstance broken(String text);
    }

    private BrokenLink() {}

    public static Response page(String language) {
        return Html.page(404, language, Templates.broken("brokenText"));
    }

    /** For a link that was to stop something, and did not. */
    public static Response ofStop(String language) {
        return Html.page(404, language, Templates.broken("brokenStopText"));
    }
}
