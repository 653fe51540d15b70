package dev.askfirst.consent.request;

import dev.askfirst.consent.suppression.Suppressions;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.json.Checks;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The body of {@code POST /v1/suppressions}, and one row of an import of suppressions. */
public record SuppressionRequest(String contact, String controller, String reason, Instant at, String note) {

    /** The parts that are known to be well-formed. */
    public record CheckedSuppression(Contact contact, Suppressions.Reason reason, Map<String, String> texts) {}

    public CheckedSuppression checked(Checks checks) {
        var parsed = Contact.tryParse(contact);
        if (parsed.contact().isEmpty()) checks.error("contact", parsed.refusal());
        checks.optionalId("controller", controller);
        checks.require("reason", reason);
        var why = reason == null
                ? java.util.Optional.<Suppressions.Reason>empty()
                : Suppressions.Reason.ofCaller(checks, reason);
        var texts = texts(checks, note);
        checks.done();
        return new CheckedSuppression(parsed.contact().orElseThrow(), why.orElseThrow(), texts);
    }

    public static Map<String, String> texts(Checks checks, String note) {
        var texts = new HashMap<String, String>();
        checks.text("note", note, 2000).ifPresent(text -> texts.put("note", text));
        return texts;
    }
}
