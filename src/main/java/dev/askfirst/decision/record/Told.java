package dev.askfirst.decision.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.policy.term.Spread;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What was known of a text that is called personal, where that is checked.
 *
 * @param first the decision in which the first text was told that it is like; empty if it is the first
 * @param shadow whether that changed no answer
 * @param would the outcome that a doubt would have brought; only in shadow, and of texts that would be doubted
 */
public record Told(Spread spread, Optional<UUID> first, boolean shadow, Optional<DecisionRecord.Outcome> would) {

    /** How far it has spread, where that binds. */
    public Optional<Spread> binding() {
        return shadow ? Optional.empty() : Optional.of(spread);
    }

    void write(ObjectNode to) {
        to.put("contacts", spread.contacts());
        if (spread.copies() != spread.contacts()) to.put("copies", spread.copies());
        first.ifPresent(it -> to.put("first", it.toString()));
        if (spread.others() > 0) to.put("others", spread.others());
        if (shadow) to.put("shadow", true);
        to.put("words", spread.words());
        would.ifPresent(it -> to.put("would", Json.text(it)));
    }

    static Told read(JsonNode from) {
        var contacts = from.get("contacts").intValue();
        var spread = new Spread(
                contacts,
                from.path("copies").asInt(contacts),
                from.path("others").intValue(),
                from.get("words").intValue());
        return new Told(
                spread,
                Optional.ofNullable(from.get("first")).map(it -> UUID.fromString(it.textValue())),
                from.path("shadow").booleanValue(),
                Optional.ofNullable(from.get("would"))
                        .map(it -> DecisionRecord.Outcome.valueOf(it.textValue().toUpperCase(Locale.ROOT))));
    }
}
