package dev.askfirst.person.usage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.json.Times;
import dev.askfirst.policy.CountedPermit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Permits as they stand in a row of usage: each a list, for the row is rewritten with every one that is added. */
final class UsesJson {

    private UsesJson() {}

    static String write(Collection<CountedPermit> uses) {
        var all = Json.MAPPER.createArrayNode();
        for (var use : uses) {
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
        return all.toString();
    }

    /** Those that are there, each at its place; of the last ones that are not nothing is written. */
    private static void more(ArrayNode one, List<Optional<UUID>> ids) {
        var count = ids.size();
        while (count > 0 && ids.get(count - 1).isEmpty()) count--;
        for (var id : ids.subList(0, count)) id.ifPresentOrElse(it -> one.add(it.toString()), one::addNull);
    }

    static List<CountedPermit> read(String json) {
        try {
            var uses = new ArrayList<CountedPermit>();
            for (var one : Json.MAPPER.readTree(json)) {
                uses.add(new CountedPermit(
                        UUID.fromString(one.get(0).textValue()),
                        Times.ofEpochMicros(one.get(1).longValue()),
                        one.get(2).textValue(),
                        one.get(3).textValue(),
                        one.get(4).textValue(),
                        one.get(5).textValue(),
                        one.get(6).booleanValue(),
                        id(one.get(7)),
                        id(one.get(8)),
                        id(one.get(9))));
            }
            return uses;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row of usage is not JSON", e);
        }
    }

    private static Optional<UUID> id(JsonNode one) {
        return Optional.ofNullable(one).filter(JsonNode::isTextual).map(it -> UUID.fromString(it.textValue()));
    }
}
