package dev.askfirst.outbound.webhook;

import dev.askfirst.platform.StartRefused;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Guards where requests go out to: over TLS, to public addresses only, and to exactly the address that was looked at. What
 * the operator has allow-listed is let through, without TLS too.
 */
@ApplicationScoped
class Targets {

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");
    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:/\\s]+):(\\d{1,5})");

    private final Set<String> allowedHosts = new HashSet<>();
    private final List<AddressBlock> allowedBlocks = new ArrayList<>();
    // The system's resolver holds up its thread, which must not be one that carries virtual ones.
    private final ExecutorService lookups = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("webhook-lookup-", 0).daemon().factory());

    @Inject
    Targets(WebhookConfig config) {
        this(config.allow().orElse(List.of()));
    }

    Targets(List<String> allowed) {
        for (var entry : allowed) {
            var block = AddressBlock.parse(entry);
            if (block.isPresent()) allowedBlocks.add(block.get());
            else if (HOST_AND_PORT.matcher(entry).matches()) allowedHosts.add(entry.toLowerCase(Locale.ROOT));
            else
                throw new StartRefused(
                        "askfirst.webhooks.allow: `%s` is neither host:port nor a block such as 10.1.0.0/16"
                                .formatted(entry));
        }
    }

    /** What is wrong with a URL, as far as it can be told without looking its host up. */
    Optional<String> objection(String text) {
        var parsed = parse(text);
        if (parsed.isEmpty()) return Optional.of("is not a URL such as `https://example.org/hooks`");
        var url = parsed.get();
        var literal = literal(Target.host(url));
        if (!Target.isSecure(url) && !isAllowed(url, literal)) return Optional.of("must start with `https://`");
        if (literal.isPresent() && !isOpen(url, literal.get())) return Optional.of("leads to no public address");
        return Optional.empty();
    }

    /**
     * Looks the host up and gives one address that may be connected to; a later attempt gets another, if there are several.
     * Empty if none may.
     */
    Optional<Target> resolve(String text, int attempt, Duration patience) throws IOException {
        var url = parse(text).orElseThrow(() -> new IOException("not a URL any more"));
        var open = new ArrayList<InetAddress>();
        for (var address : lookUp(Target.host(url), patience)) {
            if ((Target.isSecure(url) || isAllowed(url, Optional.of(address))) && isOpen(url, address))
                open.add(address);
        }
        return open.isEmpty() ? Optional.empty() : Optional.of(new Target(url, open.get(attempt % open.size())));
    }

    /** Where the operator's own settings lead: that is looked up, and may be anywhere. */
    Target trusted(URI url, Duration patience) throws IOException {
        return new Target(url, lookUp(Target.host(url), patience)[0]);
    }

    private InetAddress[] lookUp(String host, Duration patience) throws IOException {
        var looking = lookups.submit(() -> InetAddress.getAllByName(host));
        try {
            return looking.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the host cannot be looked up", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private boolean isOpen(URI url, InetAddress address) {
        return PublicAddresses.hold(address.getAddress()) || isAllowed(url, Optional.of(address));
    }

    private boolean isAllowed(URI url, Optional<InetAddress> address) {
        if (allowedHosts.contains((url.getHost() + ":" + Target.port(url)).toLowerCase(Locale.ROOT))) return true;
        return address.isPresent()
                && allowedBlocks.stream()
                        .anyMatch(block -> block.holds(address.get().getAddress()));
    }

    private static Optional<InetAddress> literal(String host) {
        if (!ADDRESS.matcher(host).matches()) return Optional.empty();
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException _) {
            return Optional.empty();
        }
    }

    static Optional<URI> parse(String text) {
        try {
            var url = new URI(text);
            var known = url.getScheme() != null && url.getScheme().matches("(?i)https?");
            var plain = url.getRawUserInfo() == null && url.getRawFragment() == null;
            var reachable = url.getHost() != null
                    && !url.getHost().contains("%")
                    && url.getPort() != 0
                    && url.getPort() <= 65535;
            return known && plain && reachable ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    @PreDestroy
    void close() {
        lookups.shutdownNow();
    }
}
