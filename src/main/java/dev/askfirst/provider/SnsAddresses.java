package dev.askfirst.provider;

import dev.askfirst.catalog.connection.ConnectionConfig;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.provider.adapter.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Opens addresses of Amazon SNS: certificates, and confirmations of subscriptions. Only addresses that were found to be its own. */
@ApplicationScoped
class SnsAddresses {

    private static final Logger LOG = Logger.getLogger(SnsAddresses.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_CERTIFICATES = 20;

    private final ConnectionConfig config;
    private final Map<String, Secret> known = new ConcurrentHashMap<>();
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    SnsAddresses(ConnectionConfig config) {
        this.config = config;
    }

    /** The certificate at an address; a fault that makes SNS try again if it cannot be had now. */
    Secret certificate(String url) {
        var had = known.get(url);
        if (had != null) return had;
        var got = new Secret(config.certificates().map(it -> file(it, url)).orElseGet(() -> open(url)));
        if (known.size() >= MOST_CERTIFICATES) known.clear();
        known.put(url, got);
        return got;
    }

    void confirm(String url, String connection) {
        open(url);
        LOG.infof("connection %s: SNS was told that its messages are wanted", connection);
    }

    /** By its name alone: a folder has nothing else of an address. */
    private static String file(Path folder, String url) {
        var name = url.substring(url.lastIndexOf('/') + 1);
        try {
            if (name.matches("[a-zA-Z0-9_-]{1,200}\\.pem")) return Files.readString(folder.resolve(name));
        } catch (IOException _) {
            // As if it had another name.
        }
        throw away();
    }

    private String open(String url) {
        try {
            var request =
                    HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
            var reply = http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
            if (reply.statusCode() == 200) return new String(reply.body(), StandardCharsets.UTF_8);
            LOG.warnf("SNS answered %d at one of its addresses", reply.statusCode());
        } catch (IOException e) {
            LOG.warnf("an address of SNS could not be opened: %s", e.toString());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        throw away();
    }

    private static Fault away() {
        return Fault.of(ProblemCode.UNDECIDED, "an address of SNS could not be opened");
    }
}
