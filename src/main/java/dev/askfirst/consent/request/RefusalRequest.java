package dev.askfirst.consent.request;

import dev.askfirst.consent.event.Evidence;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Checks;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The body of {@code POST /v1/refusals} and {@code /v1/withdrawals}, and of one row of an import of withdrawals. */
public record RefusalRequest(
        String contact,
        UUID person,
        String controller,
        String topic,
        String channel,
        Boolean contactOnly,
        Boolean services,
        Instant at,
        String reason,
        EvidenceRequest evidence) {

    /** The request of a person for themselves: they need not be named, and may name nobody else. */
    RefusalRequest saidBy(UUID self) {
        if (person != null && !person.equals(self)) {
            throw Fault.of(ProblemCode.FORBIDDEN, "a person speaks only for themselves");
        }
        var who = contact == null ? self : null;
        return new RefusalRequest(
                contact, who, controller, topic, channel, contactOnly, services, at, reason, evidence);
    }

    /** Checks everything that needs no catalog. */
    CheckedRefusal checked(Checks checks) {
        if ((contact == null) == (person == null)) {
            checks.error("contact", "must be given, or `person`, and not both");
        }
        var parsed = contact == null ? Optional.<Contact>empty() : contact(checks);
        checks.optionalId("controller", controller);
        checks.optionalId("topic", topic);
        checks.optionalId("channel", channel);
        if (isTrue(contactOnly) && contact == null) checks.error("contactOnly", "needs a `contact`");
        var proof = evidence == null ? Evidence.of(Evidence.Method.API) : evidence.checked(checks);
        var why = checks.text("reason", reason, 500);
        checks.done();
        return new CheckedRefusal(
                parsed, why.map(text -> proof.with("reason", text)).orElse(proof));
    }

    /** The parts of a no that are known to be well-formed. */
    public record CheckedRefusal(Optional<Contact> contact, Evidence evidence) {}

    static boolean isTrue(Boolean flag) {
        return Boolean.TRUE.equals(flag);
    }

    private Optional<Contact> contact(Checks checks) {
        var parsed = Contact.tryParse(contact);
        if (parsed.contact().isEmpty()) checks.error("contact", parsed.refusal());
        return parsed.contact();
    }
}
