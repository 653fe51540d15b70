package dev.askfirst.person.usage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.json.Times;
import dev.askfirst.policy.CountedPermit;
import dev.askfirst.policy.attention.Bid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What is counted as it stands in a row of usage. A permit is a list, for the row is rewritten with every one that is added; a
 * message that waits for attention is an object.
 */
final class UsesJson {

    private UsesJson() {}

    static String write(Uses uses) {
        var all = Json.MAPPER.createArrayNode();
        for (var use : uses.permits()) {
            var one = all.addArray()
                    .add(use.decision().toString())
                    .add(Times.epochMicros(use.at()))
                    .add(use.controller())
                    .add(use.topic())
                    .add(use.kind())
                    .add(use.channel())
                    .add(use.needsConsent());
            more(one, List.of(use.confirms(), use.place(), use.intent()));
        }
        for (var bid : uses.bids()) write(bid, all.addObject());
        return all.toString();
    }

    private static void write(Bid bid, ObjectNode one) {
        one.put("decision", bid.decision().toString())
                .put("at", Times.epochMicros(bid.at()))
                .put("controller", bid.controller())
                .put("topic", bid.topic())
                .put("channel", bid.channel())
                .put("due", Times.epochMicros(bid.due()))
                .put("until", Times.epochMicros(bid.until()));
    }

    private static Bid bid(JsonNode one) {
        return new Bid(
                UUID.fromString(one.get("decision").textValue()),
                Times.ofEpochMicros(one.get("at").longValue()),
                one.get("controller").textValue(),
                one.get("topic").textValue(),
                one.get("channel").textValue(),
                Times.ofEpochMicros(one.get("due").longValue()),
                Times.ofEpochMicros(one.get("until").longValue()));
    }

    /** Those that are there, each at its place; of the last ones that are not nothing is written. */
    private static void more(ArrayNode one, List<Optional<UUID>> ids) {
        var count = ids.size();
        while (count > 0 && ids.get(count - 1).isEmpty()) count--;
        for (var id : ids.subList(0, count)) id.ifPresentOrElse(it -> one.add(it.toString()), one::addNull);
    }

    static Uses read(String json) {
        try {
            var permits = new ArrayList<CountedPermit>();
            var bids = new ArrayList<Bid>();
            for (var one : Json.MAPPER.readTree(json)) {
                if (one.isObject()) bids.add(bid(one));
                else permits.add(permit(one));
            }
            return new Uses(permits, bids);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row of usage is not JSON", e);
        }
    }

    private static CountedPermit permit(JsonNode one) {
        return new CountedPermit(
                UUID.fromString(one.get(0).textValue()),
                Times.ofEpochMicros(one.get(1).longValue()),
                one.get(2).textValue(),
                one.get(3).textValue(),
                one.get(4).textValue(),
                one.get(5).textValue(),
                one.get(6).booleanValue(),
                id(one.get(7)),
                id(one.get(8)),
                id(one.get(9)));
    }

    private static Optional<UUID> id(JsonNode one) {
        return Optional.ofNullable(one).filter(JsonNode::isTextual).map(it -> UUID.fromString(it.textValue()));
    }
}
