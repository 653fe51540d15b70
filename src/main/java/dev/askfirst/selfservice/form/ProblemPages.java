package dev.askfirst.selfservice.form;

import dev.askfirst.platform.Problem;
import dev.askfirst.platform.http.Html;
import dev.askfirst.platform.language.LanguageChoice;
import dev.askfirst.platform.language.Languages;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Gives browsers a page in their language instead of a problem, on all paths that people use; other clients, and all
 * callers on API paths, get the problem.
 */
final class ProblemPages {

    private static final Pattern OF_PROGRAMS =
            Pattern.compile("/(v1|q|log|looks|assets|access|in|\\.well-known)(/.*)?");

    @CheckedTemplate(basePath = "selfservice")
    public static class Templates {
        static native TemplateInstance failed(String title, String text, String changed, String way);
    }

    @ServerResponseFilter
    void show(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(response.getEntity() instanceof Problem problem) || !forPeople(request)) return;
        var language = LanguageChoice.in(request.getCookies())
                .orElseGet(() -> Languages.ofHeader(request.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE)));
        var page = Html.page(problem.status(), language, page(problem.status(), request));
        response.setEntity(page.getEntity(), new Annotation[0], page.getMediaType());
        response.getHeaders().putAll(page.getHeaders());
    }

    private static boolean forPeople(ContainerRequestContext request) {
        var path = request.getUriInfo().getPath();
        var accepted = request.getHeaderString(HttpHeaders.ACCEPT);
        if (accepted == null || !accepted.contains(MediaType.TEXT_HTML)) return false;
        return !OF_PROGRAMS.matcher(path).matches();
    }

    private static TemplateInstance page(int status, ContainerRequestContext request) {
        var kind = kind(status);
        // Whether a commit whose answer was lost counts, nobody can tell.
        var changed = status >= 500 && posted(request) ? "failedUnsure" : "failedUnchanged";
        return Templates.failed(
                kind + "Title", kind + "Text", changed, way(request.getUriInfo().getPath()));
    }

    /** Where somebody who is lost there can go on. */
    private static String way(String path) {
        if (path.startsWith("/console")) return "/console";
        return path.startsWith("/me") ? "/me" : "/enter";
    }

    private static String kind(int status) {
        return switch (status) {
            case 404, 405 -> "failedMissing";
            case 400, 406, 413, 415 -> "failedUnread";
            default -> status >= 500 ? "failedOurs" : "failedNotNow";
        };
    }

    private static boolean posted(ContainerRequestContext request) {
        return request.getMethod().equals("POST");
    }
}
