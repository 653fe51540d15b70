package dev.askfirst.provider;

import dev.askfirst.catalog.connection.ConnectionConfig;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.provider.adapter.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Opens addresses of Amazon SNS: certificates, and confirmations of subscriptions. Only addresses that were found to be its own.
 * A certificate is kept for a while, a few at a time; whoever sends what nobody signed makes it be fetched seldom.
 */
@ApplicationScoped
class SnsAddresses {

    private static final Logger LOG = Logger.getLogger(SnsAddresses.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_CERTIFICATES = 20;

    /**
     * @param at when it was fetched, and when that was tried last, on the clock of this process in nanoseconds
     */
    private record Kept(Optional<Secret> certificate, long at, long tried) {}

    private final ConnectionConfig config;
    private final HttpClient http;
    private final LongSupplier nanos;
    private final Map<String, Kept> known = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    @Inject
    SnsAddresses(ConnectionConfig config) {
        this(config, HttpClient.newBuilder(), System::nanoTime);
    }

    SnsAddresses(ConnectionConfig config, HttpClient.Builder http, LongSupplier nanos) {
        this.config = config;
        this.nanos = nanos;
        this.http = http.connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * Whether the certificate at an address confirms something; if the one at hand does not, it is fetched once more, unless that
     * was done a moment ago.
     *
     * @throws Fault that makes SNS try again, if there is none and it cannot be had now
     */
    boolean confirms(String url, Predicate<Secret> signature) {
        if (config.certificates().isPresent())
            return signature.test(new Secret(file(config.certificates().get(), url)));
        var had = kept(url);
        if (had.isPresent() && signature.test(had.get())) return true;
        var fresh = fetched(url, had);
        if (fresh.isPresent()) return signature.test(fresh.get());
        if (had.isEmpty()) throw away();
        return false;
    }

    void confirm(String url, String connection) {
        open(url).orElseThrow(SnsAddresses::away);
        LOG.infof("connection %s: SNS was told that its messages are wanted", connection);
    }

    private Optional<Secret> kept(String url) {
        lock.lock();
        try {
            return Optional.ofNullable(known.get(url))
                    .filter(it -> age(it.at()).compareTo(config.certificatesKept()) < 0)
                    .flatMap(Kept::certificate);
        } finally {
            lock.unlock();
        }
    }

    /** One at a time: who waits for the same takes what came. Empty if it cannot be had, or that was tried a moment ago. */
    private Optional<Secret> fetched(String url, Optional<Secret> had) {
        lock.lock();
        try {
            var now = kept(url);
            if (now.isPresent() && !now.equals(had)) return now;
            if (!mayOpen(url)) return Optional.empty();
            var fresh = open(url).map(Secret::new);
            var last = known.remove(url);
            var tried = nanos.getAsLong();
            if (fresh.isEmpty() && last != null) known.put(url, new Kept(last.certificate(), last.at(), tried));
            else known.put(url, new Kept(fresh, tried, tried));
            return fresh;
        } finally {
            lock.unlock();
        }
    }

    /** Makes room for one that is new, but for none that was tried a moment ago; certificates are pushed out by each other alone. */
    private boolean mayOpen(String url) {
        if (known.containsKey(url)) return isOld(known.get(url));
        if (known.size() < MOST_CERTIFICATES) return true;
        var empty = known.entrySet().stream()
                .filter(it -> it.getValue().certificate().isEmpty())
                .toList();
        var first = (empty.isEmpty() ? known.entrySet().stream() : empty.stream())
                .filter(it -> isOld(it.getValue()))
                .findFirst();
        first.ifPresent(it -> known.remove(it.getKey()));
        return first.isPresent();
    }

    private boolean isOld(Kept kept) {
        return age(kept.tried()).compareTo(config.certificatesEvery()) >= 0;
    }

    private Duration age(long since) {
        return Duration.ofNanos(nanos.getAsLong() - since);
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

    private Optional<String> open(String url) {
        try {
            var request =
                    HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
            var reply = http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
            if (reply.statusCode() == 200) return Optional.of(new String(reply.body(), StandardCharsets.UTF_8));
            LOG.warnf("SNS answered %d at one of its addresses", reply.statusCode());
        } catch (IOException e) {
            LOG.warnf("an address of SNS could not be opened: %s", e.toString());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private static Fault away() {
        return Fault.of(ProblemCode.UNDECIDED, "an address of SNS could not be opened");
    }
}
