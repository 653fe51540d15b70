package dev.askfirst.selfservice.session;

import dev.askfirst.outbound.webhook.AddressBlock;
import dev.askfirst.platform.http.PublicAddress;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Tells from which network somebody comes. Only what stands in front of this service by its operator's word is believed
 * when it names others ({@code X-Forwarded-For}), from the last name to the first that is no such proxy.
 */
@ApplicationScoped
class Networks {

    /** Whoever shares a connection: 256 addresses of the old internet, one customer's share of the new one. */
    record Network(String text) {}

    private static final int OLD_BITS = 24;
    private static final int NEW_BITS = 56;
    private static final Pattern PORT = Pattern.compile("^(?:\\[(.+)](?::\\d+)?|([0-9.]+):\\d+)$");

    private static final Logger LOG = Logger.getLogger(Networks.class);

    private final List<AddressBlock> proxies;
    private final PublicAddress address;

    Networks(EnterConfig config, PublicAddress address) {
        this.address = address;
        this.proxies = config.proxies().orElse(List.of()).stream()
                .map(AddressBlock::of)
                .toList();
    }

    /** Something ends TLS in front of a service that is reached by it. */
    void start(@Observes StartupEvent starting) {
        if (address.secure() && proxies.isEmpty()) {
            LOG.warn("askfirst.enter.proxies is not set: all who come in by typing an address count as one network");
        }
    }

    Network of(HttpServerRequest request) {
        return of(request.remoteAddress().hostAddress(), request.headers().getAll("X-Forwarded-For"));
    }

    /** @param forwarded the header's lines, each with one or more addresses, the last hop last */
    Network of(String peer, List<String> forwarded) {
        var hops = new ArrayList<String>();
        for (var line : forwarded) for (var hop : line.split(",")) hops.add(hop.strip());
        var at = address(peer);
        while (at.filter(this::isProxy).isPresent() && !hops.isEmpty()) {
            var before = address(hops.removeLast());
            // What a proxy of ours cannot name stays with the proxy.
            if (before.isEmpty()) break;
            at = before;
        }
        return at.map(Networks::network).orElseGet(() -> new Network("unknown"));
    }

    private boolean isProxy(InetAddress address) {
        return proxies.stream().anyMatch(it -> it.holds(address.getAddress()));
    }

    private static Network network(InetAddress address) {
        var bytes = address.getAddress();
        var bits = bytes.length == 4 ? OLD_BITS : NEW_BITS;
        return new Network(Arrays.toString(Arrays.copyOf(bytes, bits / 8)));
    }

    /** Never a name: nothing is looked up for whoever asks. */
    private static Optional<InetAddress> address(String text) {
        var port = PORT.matcher(text);
        var plain = port.matches() ? (port.group(1) == null ? port.group(2) : port.group(1)) : text;
        try {
            return Optional.of(InetAddress.ofLiteral(plain));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
