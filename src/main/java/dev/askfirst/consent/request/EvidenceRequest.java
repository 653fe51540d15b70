package dev.askfirst.consent.request;

import dev.askfirst.consent.event.Evidence;
import dev.askfirst.platform.json.Checks;
import java.util.HashMap;

/** The evidence member of an act. */
public record EvidenceRequest(Claimed method, String source, Actor actor, String note) {

    /** The methods that somebody may claim; what a browser's signal said is told by {@code POST /v1/signals} alone. */
    public enum Claimed {
        FORM(Evidence.Method.FORM),
        PAGE(Evidence.Method.PAGE),
        CALL(Evidence.Method.CALL),
        PAPER(Evidence.Method.PAPER),
        IMPORT(Evidence.Method.IMPORT),
        API(Evidence.Method.API);

        private final Evidence.Method method;

        Claimed(Evidence.Method method) {
            this.method = method;
        }
    }

    record Actor(String id, String role) {}

    public Evidence checked(Checks checks) {
        checks.require("evidence.method", method);
        var texts = new HashMap<String, String>();
        checks.line("evidence.source", source, 2000).ifPresent(text -> texts.put(Evidence.SOURCE, text));
        checks.text("evidence.note", note, 2000).ifPresent(text -> texts.put("note", text));
        if (actor != null) {
            checks.line("evidence.actor.id", actor.id(), 200).ifPresent(text -> texts.put("actor", text));
            checks.line("evidence.actor.role", actor.role(), 100).ifPresent(text -> texts.put("actorRole", text));
        }
        return new Evidence(method == null ? null : method.method, texts);
    }
}
