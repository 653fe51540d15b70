package dev.askfirst.platform.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where people reach the service, as its operator says: what a request says of it, {@code Host} included, is not believed. */
@ApplicationScoped
public class PublicAddress {

    private final String origin;

    public PublicAddress(@ConfigProperty(name = "askfirst.public-url") String address) {
        var uri = URI.create(address);
        this.origin = uri.getScheme() + "://" + uri.getRawAuthority();
    }

    /** Whether browsers reach it by TLS: then they get cookies that go nowhere else. */
    public boolean secure() {
        return origin.startsWith("https:");
    }

    /** Browsers say where a form comes from; without a referrer older ones say {@code null}, and nobody else does. */
    public boolean isOrigin(HttpHeaders headers) {
        var site = headers.getHeaderString("Sec-Fetch-Site");
        if (site != null) return site.equals("same-origin");
        var from = headers.getHeaderString("Origin");
        return from == null || from.equals("null") || from.equalsIgnoreCase(origin);
    }
}
