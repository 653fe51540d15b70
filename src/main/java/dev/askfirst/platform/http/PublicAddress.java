package dev.askfirst.platform.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The public URL of the service, as its operator configured it: requests, including their {@code Host}, are not trusted
 * for it.
 */
@ApplicationScoped
public class PublicAddress {

    private final String origin;

    public PublicAddress(@ConfigProperty(name = "askfirst.public-url") String address) {
        var uri = URI.create(address);
        this.origin = uri.getScheme() + "://" + uri.getRawAuthority();
    }

    /** A request's address as it was called from outside: its path and query behind the public origin. */
    public String of(URI request) {
        var query = request.getRawQuery();
        return origin + request.getRawPath() + (query == null ? "" : "?" + query);
    }

    /** Whether browsers reach it by TLS: then they get cookies that go nowhere else. */
    public boolean secure() {
        return origin.startsWith("https:");
    }

    /**
     * Whether a form comes from this service, as browsers say in {@code Origin}. Older browsers send {@code null} if
     * they send no referrer.
     */
    public boolean isOrigin(HttpHeaders headers) {
        var site = headers.getHeaderString("Sec-Fetch-Site");
        if (site != null) return site.equals("same-origin");
        var from = headers.getHeaderString("Origin");
        return from == null || from.equals("null") || from.equalsIgnoreCase(origin);
    }
}
