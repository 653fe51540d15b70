package dev.askfirst.selfservice;

import dev.askfirst.platform.Html;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.Response;

/** The page for a link that opens nothing. It leads to where no link is needed. */
final class BrokenLink {

    @CheckedTemplate(basePath = "selfservice")
    static class Templates {
        static native TemplateInstance broken(String text);
    }

    private BrokenLink() {}

    static Response page(String language) {
        return Html.page(404, language, Templates.broken("brokenText"));
    }

    /** For a link that was to stop something, and did not. */
    static Response ofStop(String language) {
        return Html.page(404, language, Templates.broken("brokenStopText"));
    }
}
