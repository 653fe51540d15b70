package dev.askfirst.consent.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.consent.event.RecordedAct;
import dev.askfirst.platform.json.Json;
import java.util.List;

/** A recorded act as staff and its person see it: all that is on record, with the texts that were not erased. */
final class ActView {

    /** Members of the body that are shown under other names, or inside the evidence. */
    private static final List<String> ELSEWHERE = List.of("evidence", "method", "point", "grade");

    private ActView() {}

    static ObjectNode of(RecordedAct act) {
        var node = Json.MAPPER.createObjectNode();
        node.put("id", act.id().toString());
        node.put("person", act.person().toString());
        node.put("version", act.version());
        node.put("kind", act.kind().text());
        node.put("made", act.made().toString());
        node.put("known", act.known().toString());
        act.body().properties().forEach(member -> {
            if (!ELSEWHERE.contains(member.getKey())) node.set(member.getKey(), member.getValue());
        });
        act.text("point").ifPresent(point -> node.put("contact", point));
        node.set("evidence", evidence(act));
        return node;
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
