package dev.askfirst.platform.http;

import dev.askfirst.platform.Redirect;
import dev.askfirst.platform.language.LanguageChoice;
import dev.askfirst.platform.language.Languages;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Keeps the language that somebody has pressed at the foot of a page, {@code ?language=de}, and shows that page again. */
final class LanguageSwitch {

    private static final Pattern PAGES = Pattern.compile("/(|[upce]/[^/]+|me(/.*)?|enter)");
    private static final Duration LASTS = Duration.ofDays(365);

    private final ServedRoutes routes;
    private final PublicAddress address;

    LanguageSwitch(ServedRoutes routes, PublicAddress address) {
        this.routes = routes;
        this.address = address;
    }

    @ServerRequestFilter(preMatching = true)
    Optional<Response> keep(ContainerRequestContext request) {
        var language = request.getUriInfo().getQueryParameters().getFirst("language");
        var path = request.getUriInfo().getPath();
        if (language == null
                || !request.getMethod().equals("GET")
                || !PAGES.matcher(path).matches()
                || !Languages.ALL.contains(language)) return Optional.empty();
        var cookie = new NewCookie.Builder(LanguageChoice.COOKIE)
                .value(language)
                .path("/")
                .maxAge((int) LASTS.toSeconds())
                .httpOnly(true)
                .secure(address.secure());
        var shown = Redirect.to(shown(path));
        if (address.secure() && Frame.around(request.getHeaderString(Frame.DESTINATION)))
            return Optional.of(Frame.with(shown, cookie));
        return Optional.of(Response.fromResponse(shown)
                .cookie(cookie.sameSite(NewCookie.SameSite.LAX).build())
                .build());
    }

    /** The page itself, or the nearest one above it if it is the reply to a form. */
    private String shown(String path) {
        var shown = path;
        while (shown.length() > 1 && !routes.methods(shown).contains("GET"))
            shown = shown.substring(0, Math.max(1, shown.lastIndexOf('/')));
        return shown;
    }
}
