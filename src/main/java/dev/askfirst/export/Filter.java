package dev.askfirst.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.catalog.limit.Reach;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which entries an export holds with their facts. */
final class Filter {

    private final JsonNode wanted;
    private final Set<String> subject;
    private final Reach reach;

    /**
     * Of what was asked for.
     *
     * @param subject under which ids entries about the person stand who was asked for
     * @param reach what whoever asked may see
     */
    Filter(JsonNode wanted, Set<String> subject, Reach reach) {
        this.wanted = wanted;
        this.subject = subject;
        this.reach = reach;
    }

    boolean lets(String json) {
        if (wanted.isEmpty() && reach.isWhole()) return true;
        try {
            var entry = Json.MAPPER.readTree(json);
            return within(entry)
                    && wanted.properties().stream()
                            .allMatch(it -> fits(it.getKey(), it.getValue().textValue(), entry));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What somebody said to all is not told here: whether they ever spoke to these is not looked up for each. */
    private boolean within(JsonNode entry) {
        return reach.isWhole()
                || EntryReach.concerns(reach, entry) && !EntryReach.isOfAnybody(entry) && !reach.namesOthers(entry);
    }

    private boolean fits(String name, String value, JsonNode entry) {
        return switch (name) {
            case "reason" -> holds(entry.path("reasons"), value);
            case "topic" ->
                member(entry, name)
                        .filter(it -> it.equals(value) || it.startsWith(value + "."))
                        .isPresent();
            case "person" ->
                // What became of a message names the decision alone.
                Stream.of(name, "point", "decision")
                        .flatMap(it -> member(entry, it).stream())
                        .anyMatch(subject::contains);
            case "sender" -> member(entry, name).filter(value::equals).isPresent() || isRecordedBy(entry, value);
            default -> member(entry, name).filter(value::equals).isPresent();
        };
    }

    /** Of an act, what it is about stands one deeper; so does the sender that recorded something. */
    private static Optional<String> member(JsonNode entry, String name) {
        for (var place : new JsonNode[] {entry, entry.path("act"), entry.path("by")})
            if (place.path(name).isTextual())
                return Optional.of(place.path(name).textValue());
        return Optional.empty();
    }

    /** What people said names no sender, but whose token recorded it. */
    private static boolean isRecordedBy(JsonNode entry, String sender) {
        var by = entry.path("act").path("by");
        return by.path("role").asText().equals(Caller.SENDER)
                && by.path("subject").asText().equals(sender);
    }

    private static boolean holds(JsonNode texts, String value) {
        for (var text : texts) if (text.isTextual() && text.textValue().equals(value)) return true;
        return false;
    }
}
