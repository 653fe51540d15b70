package dev.askfirst.consent.suppression;

import dev.askfirst.audit.Entry;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import java.util.Optional;

/**
 * The owner of a suppression: a sender, whichever of its tokens it used, or staff.
 *
 * @param id of the sender; empty for staff
 * @param json as recorded in {@code by}
 */
public record SuppressionSource(String id, String json) {

    public static SuppressionSource of(Caller caller) {
        var sender = sender(caller);
        var by = Json.MAPPER.createObjectNode();
        by.setAll(Json.MAPPER.<com.fasterxml.jackson.databind.node.ObjectNode>valueToTree(caller.asRecorded()));
        sender.ifPresent(id -> by.put("sender", id));
        return new SuppressionSource(sender.orElse(""), Entry.canonical(by));
    }

    /** The sender to whose own suppressions and controllers this caller is restricted; empty for staff. */
    public static Optional<String> sender(Caller caller) {
        if (caller.is(Caller.ADMIN) || !caller.is(Caller.SENDER)) return Optional.empty();
        return Optional.of(caller.requireSender());
    }
}
