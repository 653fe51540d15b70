package dev.askfirst.reconcile;

import dev.askfirst.consent.imports.ImportRow;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.json.Times;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** One message that a sender says it sent. */
public record Delivery(long line, Contact contact, String channel, Instant at, Optional<UUID> decision) {

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    /** What a row says; a row of which nothing can be made is a {@link Fault}. */
    static Delivery read(ImportRow row, Instant latest) {
        if (row.fault().isPresent()) throw row.fault().get();
        var contact = Contact.parse(row.text("contact").orElse(null));
        var channel = row.text("channel").orElseThrow(() -> Fault.invalid("channel", "is missing"));
        if (!Checks.isId(channel)) throw Fault.invalid("channel", "is not an id such as `email`");
        return new Delivery(row.line(), contact, channel, at(row, latest), decision(row));
    }

    private static Instant at(ImportRow row, Instant latest) {
        var text = row.text("at").orElseThrow(() -> Fault.invalid("at", "is missing"));
        var at = Times.parse(text)
                .orElseThrow(() -> Fault.invalid("at", "must be a time such as `2026-11-22T10:00:00Z`"));
        if (at.isAfter(latest)) throw Fault.invalid("at", "lies in the future");
        if (at.isBefore(EARLIEST)) throw Fault.invalid("at", "lies before the year 2000");
        return at;
    }

    private static Optional<UUID> decision(ImportRow row) {
        var text = row.text("decision");
        var decision = text.flatMap(Ids::parse);
        if (text.isPresent() && decision.isEmpty()) throw Fault.invalid("decision", "is not the id of a decision");
        return decision;
    }
}
