package dev.askfirst.consent.inbound;

import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.json.Checks;
import java.util.UUID;

/** The body of {@code POST /v1/replies}: what a person answered to a message; {@code inReplyTo} is the decision on it. */
public record InboundMessageRequest(String from, String channel, String text, String controller, UUID inReplyTo) {

    /** Characters of a text. */
    public static final int LONGEST = 10_000;

    /** Checks everything that needs no catalog, and returns the address. */
    Contact checked(Checks checks) {
        var parsed = Contact.tryParse(from);
        if (parsed.contact().isEmpty()) checks.error("from", parsed.refusal());
        checks.id("channel", channel);
        checks.id("controller", controller);
        checks.require("text", text);
        checks.words("text", text, LONGEST);
        checks.done();
        return parsed.contact().orElseThrow();
    }
}
