package dev.askfirst.provider;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.connection.Connection;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.json.Json;
import dev.askfirst.provider.adapter.ProviderEvent;
import dev.askfirst.provider.adapter.ProviderEvent.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Takes events one by one. Each is written down first, then what follows from it, then that it is done: whatever dies between,
 * the provider sends it again, and each step is one that may be repeated.
 */
@ApplicationScoped
class ProviderIntake {

    private static final Logger LOG = Logger.getLogger(ProviderIntake.class);

    /** From this status on it is for now: too many requests, or no durable answer. */
    private static final int TRY_AGAIN = 429;

    private final CatalogService catalogs;
    private final ProviderEvents events;
    private final SoftBounceCounts soft;
    private final ProviderTold told;
    private final MeterRegistry registry;

    ProviderIntake(
            CatalogService catalogs,
            ProviderEvents events,
            SoftBounceCounts soft,
            ProviderTold told,
            MeterRegistry registry) {
        this.catalogs = catalogs;
        this.events = events;
        this.soft = soft;
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
        var seen = events.begin(connection.id(), event, soft ? one.who() : Optional.empty());
        switch (seen) {
            case DONE -> count(connection, "repeated");
            // Another event with the id of an earlier one: none is lost because a provider gave an id twice.
            case OTHER -> take(connection, event.apart(), now);
            case NEW, BEGUN -> {
                var followed = followed(one);
                if (followed) events.done(connection.id(), event);
                else events.keep(connection.id(), event, one.who());
                count(connection, followed ? Json.text(event.kind()) : "kept");
            }
        }
    }

    /** What the writers refuse for good is for a human: sent again it would hold up all others of its request. */
    private boolean followed(ProviderTold.Told one) {
        try {
            var followed = told.apply(one);
            if (one.event().kind() == Kind.SOFT_BOUNCE && isTooOften(one)) told.bounced(one);
            return followed;
        } catch (Fault fault) {
            if (fault.code().status() >= TRY_AGAIN) throw fault;
            LOG.warnf(
                    "connection %s: an event is kept for a human: %s",
                    one.connection().id(), fault.code());
            return false;
        }
    }

    private boolean isTooOften(ProviderTold.Told one) {
        var rule = one.connection().softBounces();
        return rule.isPresent()
                && one.who().isPresent()
                && soft.areTooMany(one.connection().id(), one.who().get(), rule.get());
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
