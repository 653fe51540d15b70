package dev.askfirst.provider;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.connection.Connection;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.json.Json;
import dev.askfirst.provider.adapter.ProviderEvent;
import dev.askfirst.provider.adapter.ProviderEvent.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes events one by one. Each is written down first, then what follows from it, then that it is done: whatever dies between,
 * the provider sends it again, and each step is one that may be repeated.
 */
@ApplicationScoped
class ProviderIntake {

    private final CatalogService catalogs;
    private final ProviderEvents events;
    private final ProviderTold told;
    private final MeterRegistry registry;

    ProviderIntake(CatalogService catalogs, ProviderEvents events, ProviderTold told, MeterRegistry registry) {
        this.catalogs = catalogs;
        this.events = events;
        this.told = told;
        this.registry = registry;
    }

    boolean isOnce(Connection connection, String token, byte[] body) {
        return events.isOnce(connection.id(), token, body);
    }

    void take(Connection connection, ProviderEvent event, Instant now) {
        if (event.kind() == Kind.OTHER) {
            count(connection, "other");
            return;
        }
        var one = new ProviderTold.Told(connection, event, who(connection, event), now);
        var soft = event.kind() == Kind.SOFT_BOUNCE;
        // Of whom it cannot be told whom it is about, that is kept as it came until something follows.
        var seen = events.begin(
                connection.id(),
                event,
                soft ? one.who() : Optional.empty(),
                one.who().isEmpty());
        switch (seen) {
            case DONE -> count(connection, "repeated");
            // Two events cannot have one id; the second is nobody's.
            case OTHER -> count(connection, "refused");
            case NEW, BEGUN -> {
                var followed = told.apply(one);
                if (soft && isTooOften(one)) told.bounced(one);
                events.done(connection.id(), event, followed);
                count(connection, followed ? Json.text(event.kind()) : "kept");
            }
        }
    }

    private boolean isTooOften(ProviderTold.Told one) {
        var rule = one.connection().softBounces();
        return rule.isPresent()
                && one.who().isPresent()
                && events.count(
                                one.connection(),
                                one.who().get(),
                                Duration.ofDays(rule.get().days()))
                        >= rule.get().count();
    }

    /** The address in the scheme of the connection's channel; empty if it is none. */
    private Optional<Contact> who(Connection connection, ProviderEvent event) {
        var schemes = catalogs.newest().schemesOf(connection.channel()).orElse(Set.of());
        return event.address().flatMap(address -> contact(address, List.copyOf(schemes)));
    }

    private static Optional<Contact> contact(String address, List<String> schemes) {
        for (var scheme : schemes) {
            var parsed = Contact.tryParse(address.startsWith(scheme + ":") ? address : scheme + ":" + address.strip());
            if (parsed.contact().isPresent()) return parsed.contact();
        }
        return Optional.empty();
    }

    private void count(Connection connection, String what) {
        registry.counter("askfirst.provider.events", "connection", connection.id(), "what", what)
                .increment();
    }
}
