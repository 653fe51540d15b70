package dev.askfirst.platform;

import jakarta.ws.rs.core.Response;
import java.net.URI;

/**
 * Redirects callers by a path alone. The framework would make an absolute URL from the request's scheme and
 * {@code Host}: behind a proxy that terminates TLS neither is what the browser sees, and the caller could name any
 * host.
 */
public final class Redirect {

    private static final int PERMANENT = 308;

    private Redirect() {}

    /** To a page of this service, to be read with GET. */
    public static Response to(String path) {
        return reply(303, ours(path));
    }

    /** The same request again, at another path from now on. */
    public static Response moved(String path) {
        return reply(PERMANENT, ours(path));
    }

    /** To another site, which is named in the configuration and never by the caller. */
    public static Response away(URI address) {
        return reply(303, address.toString());
    }

    /** Two slashes would begin another host, and so would a backslash for browsers. */
    private static String ours(String path) {
        if (!path.startsWith("/") || path.startsWith("//") || path.indexOf('\\') >= 0) {
            throw new IllegalArgumentException("no path of ours: " + path);
        }
        return path;
    }

    private static Response reply(int status, String location) {
        return Response.status(status)
                .header("Location", location)
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }
}
