package dev.askfirst.consent.suppression;

import dev.askfirst.audit.Entry;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import java.util.Optional;

/**
 * Whose a suppression is: a sender's own, whichever of its tokens it used, or the staff's.
 *
 * @param id of the sender; empty for staff
 * @param json how it stands in the record, as `by`
 */
public record SuppressionSource(String id, String json) {

    public static SuppressionSource of(Caller caller) {
        var sender = sender(caller);
        var by = Json.MAPPER.createObjectNode();
        by.setAll(Json.MAPPER.<com.fasterxml.jackson.databind.node.ObjectNode>valueToTree(caller.asRecorded()));
        sender.ifPresent(id -> by.put("sender", id));
        return new SuppressionSource(sender.orElse(""), Entry.canonical(by));
    }

    /** The sender whose own suppressions and controllers alone this caller may touch; empty for staff. */
    public static Optional<String> sender(Caller caller) {
        if (caller.is(Caller.ADMIN) || !caller.is(Caller.SENDER)) return Optional.empty();
        return Optional.of(caller.requireSender());
    }
}
