package dev.askfirst.selfservice;

import dev.askfirst.platform.Html;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.Response;

/** The page for a link that opens nothing. */
final class BrokenLink {

    @CheckedTemplate(basePath = "selfservice")
    static class Templates {
        static native TemplateInstance broken();
    }

    private BrokenLink() {}

    static Response page(String language) {
        return Html.page(404, language, Templates.broken());
    }
}
