package dev.askfirst.consent.request;

import dev.askfirst.consent.event.Evidence;
import dev.askfirst.platform.json.Checks;
import java.util.HashMap;

/** The evidence member of an act. */
public record EvidenceRequest(Evidence.Method method, String source, Actor actor, String note) {

    record Actor(String id, String role) {}

    Evidence checked(Checks checks) {
        checks.require("evidence.method", method);
        if (method == Evidence.Method.SIGNAL) checks.error("evidence.method", "is told by `POST /v1/signals` alone");
        var texts = new HashMap<String, String>();
        checks.line("evidence.source", source, 2000).ifPresent(text -> texts.put(Evidence.SOURCE, text));
        checks.text("evidence.note", note, 2000).ifPresent(text -> texts.put("note", text));
        if (actor != null) {
            checks.line("evidence.actor.id", actor.id(), 200).ifPresent(text -> texts.put("actor", text));
            checks.line("evidence.actor.role", actor.role(), 100).ifPresent(text -> texts.put("actorRole", text));
        }
        return new Evidence(method, texts);
    }
}
