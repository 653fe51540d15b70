package dev.askfirst.outbound.webhook;

import java.net.InetAddress;
import java.net.URI;

/** Where to connect to: an address that was checked just now, for the name that the URL has. */
record Target(URI url, InetAddress address) {

    boolean secure() {
        return isSecure(url);
    }

    int port() {
        return port(url);
    }

    /** As it stands in the URL, without the brackets of IPv6. */
    String host() {
        return host(url);
    }

    String pathAndQuery() {
        var path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }

    static boolean isSecure(URI url) {
        return url.getScheme().equalsIgnoreCase("https");
    }

    static int port(URI url) {
        if (url.getPort() >= 0) return url.getPort();
        return isSecure(url) ? 443 : 80;
    }

    static String host(URI url) {
        return url.getHost().replaceAll("[\\[\\]]", "");
    }
}
