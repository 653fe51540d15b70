package dev.askfirst.consent.complaint;

import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.json.Checks;
import java.time.Instant;

/**
 * The body of {@code POST /v1/complaints}: what somebody complained about to a company.
 *
 * @param receivedAt when it came to the company; left out, now
 */
public record ComplaintRequest(String contact, String controller, String text, Instant receivedAt) {

    /** Characters of a text. */
    public static final int LONGEST = 10_000;

    /** Checks everything that needs no catalog, and returns the address of who complains. */
    Contact checked(Checks checks) {
        var parsed = Contact.tryParse(contact);
        if (parsed.contact().isEmpty()) checks.error("contact", parsed.refusal());
        checks.id("controller", controller);
        checks.require("text", text);
        checks.words("text", text, LONGEST);
        checks.done();
        return parsed.contact().orElseThrow();
    }
}
