package dev.askfirst.console;

import dev.askfirst.console.oidc.ConsoleConfig;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Sends staff whose session is over by the identity provider before it shows them the door. Whoever is still signed in there
 * comes back to the same page with a new session, and has not been asked for anything.
 */
final class SessionRenewal {

    private static final Pattern PAGE = Pattern.compile("/console(/[A-Za-z0-9._~/-]*)?(\\?[A-Za-z0-9._~%&=+:*-]*)?");
    private static final Pattern OF_SIGNING_IN = Pattern.compile("/console/(enter|sign-in|back|leave)\\b.*");

    private final boolean provider;
    private final String cookie;

    SessionRenewal(ConsoleConfig config, StaffSessionCookie cookie) {
        this.provider = Optional.of(config).flatMap(ConsoleConfig::provider).isPresent();
        this.cookie = cookie.name();
    }

    /** A page of the console that somebody can be sent on to; nothing else, whatever a link says. */
    static Optional<String> page(String path) {
        return Optional.ofNullable(path)
                .filter(it -> PAGE.matcher(it).matches())
                .filter(it -> !it.contains("/."))
                .filter(it -> !OF_SIGNING_IN.matcher(it).matches());
    }

    @ServerResponseFilter
    void renew(ContainerRequestContext request, ContainerResponseContext response) {
        if (!provider || response.getStatus() != 303 || !request.getMethod().equals("GET")) return;
        if (!Layout.DOOR.equals(response.getHeaderString(HttpHeaders.LOCATION))) return;
        if (!request.getCookies().containsKey(cookie)) return;
        var asked = request.getUriInfo().getRequestUri();
        var query = asked.getRawQuery();
        page(asked.getRawPath() + (query == null ? "" : "?" + query))
                .map(page -> "/console/sign-in?next=" + URLEncoder.encode(page, StandardCharsets.UTF_8))
                .ifPresent(way -> response.getHeaders().putSingle(HttpHeaders.LOCATION, way));
    }
}
