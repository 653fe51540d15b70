package dev.askfirst.selfservice.visit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.askfirst.platform.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/** A company's own site, of another origin and site than the service: an account page with the choices of whoever is signed in. */
final class CompanySite implements AutoCloseable {

    private final HttpsServer server;

    /** What the backend was given by the service for whoever is signed in. */
    private volatile String link = "";

    /** @param service where browsers reach the service */
    CompanySite(URI service) {
        try {
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(
                    new HttpsConfigurator(TestCertificate.of("127.0.0.1").server()));
        } catch (IOException | InterruptedException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/account", it -> reply(it, "text/html", """
                <!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Your account</title>
                <meta name="viewport" content="width=device-width"><h1>Your account at Acme Shoes</h1>
                <script src="%s/assets/askfirst-embed.js" defer></script>
                <askfirst-preferences src="/visit" label="My choices"></askfirst-preferences>""".formatted(service)));
        server.createContext("/visit", it -> reply(it, "application/json", "{\"url\": \"%s\"}".formatted(link)));
        server.start();
    }

    void hasVisit(String url) {
        link = url;
    }

    String origin() {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void reply(HttpExchange exchange, String type, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(200, bytes.length);
        try (var body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
