package dev.askfirst.consent.inbound;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.request.ActRules;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.platform.http.IdempotencyKey;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Takes what people answer, whoever passes it on: a sure no ends messages at once, everything else waits for a human. */
@ApplicationScoped
public class InboundMessages {

    private final CatalogService catalogs;
    private final ContactKeys keys;
    private final InboundStops stops;
    private final InboundMessageWriter writer;

    InboundMessages(CatalogService catalogs, ContactKeys keys, InboundStops stops, InboundMessageWriter writer) {
        this.catalogs = catalogs;
        this.keys = keys;
        this.stops = stops;
        this.writer = writer;
    }

    /** What is understood and recorded; a fault if the caller may not hear it, or it could not be recorded. */
    public InboundMessageReply take(InboundMessageRequest request, Caller caller, Optional<IdempotencyKey> key) {
        var from = request.checked(new Checks());
        var rules = ActRules.of(catalogs.newest(), caller);
        rules.mayHear(request.controller(), request.channel());
        rules.contactFits(from, request.channel());
        var understood = InboundWords.understand(request.text(), request.channel());
        var incoming = new InboundMessageWriter.Incoming(from, keys.of(from), request, understood, caller);
        return switch (understood) {
            case STOP -> stops.stop(incoming, rules, key);
            case START -> stops.start(incoming, key).orElseGet(() -> writer.write(incoming, key));
            case HELP, UNSURE, NONE -> writer.write(incoming, key);
        };
    }

    /** Keeps it for a human, whatever it says; a fault if the caller may not hear it, or it could not be recorded. */
    public void keep(InboundMessageRequest request, Caller caller, Optional<IdempotencyKey> key) {
        var from = request.checked(new Checks());
        var rules = ActRules.of(catalogs.newest(), caller);
        rules.mayHear(request.controller(), request.channel());
        rules.contactFits(from, request.channel());
        writer.write(
                new InboundMessageWriter.Incoming(from, keys.of(from), request, InboundWords.Understood.NONE, caller),
                key);
    }
}
