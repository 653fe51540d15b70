package dev.askfirst.consent.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.consent.event.RecordedAct;
import dev.askfirst.platform.json.Json;
import java.util.List;
import java.util.Map;

/** A recorded act as staff and its person see it: all that is on record, with the texts that were not erased. */
final class ActView {

    /** Members of the body that are shown inside another. */
    private static final List<String> INSIDE = List.of("evidence", "method", "grade", "ground", "since");

    /** How the API calls members of the body that entries call otherwise. */
    private static final Map<String, String> NAMES = Map.of(
            "answers", "inReplyTo",
            "due", "dueAt",
            "asked", "requestedAt",
            "expires", "expiresAt",
            "point", "contactPoint",
            "said", "via");

    private ActView() {}

    static ObjectNode of(RecordedAct act) {
        var node = Json.MAPPER.createObjectNode();
        node.put("id", act.id().toString());
        node.put("person", act.person().toString());
        node.put("version", act.version());
        node.put("kind", act.kind().text());
        node.put("at", act.made().toString());
        node.put("recordedAt", act.known().toString());
        act.body().properties().forEach(member -> {
            var name = member.getKey();
            if (!INSIDE.contains(name)) node.set(NAMES.getOrDefault(name, name), member.getValue());
        });
        var ground = ground(act);
        if (!ground.isEmpty()) node.set("ground", ground);
        node.set("evidence", evidence(act));
        return node;
    }

    private static ObjectNode ground(RecordedAct act) {
        var ground = Json.MAPPER.createObjectNode();
        act.text("ground").ifPresent(kind -> ground.put("kind", kind));
        act.text("since").ifPresent(since -> ground.put("since", since));
        return ground;
    }

    private static ObjectNode evidence(RecordedAct act) {
        var evidence = Json.MAPPER.createObjectNode();
        act.text("method").ifPresent(method -> evidence.put("method", method));
        act.text("grade").ifPresent(grade -> evidence.put("grade", grade));
        act.text("evidence").ifPresent(hash -> {
            evidence.put("sha256", hash);
            if (act.texts().isPresent()) evidence.set("texts", act.texts().<JsonNode>get());
            else evidence.put("erased", true);
        });
        return evidence;
    }
}
