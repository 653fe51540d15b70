package dev.askfirst.consent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.audit.Entry;
import dev.askfirst.platform.Json;
import dev.askfirst.platform.JsonText;
import dev.askfirst.platform.Times;
import dev.askfirst.policy.Scope;
import dev.askfirst.policy.Word;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A recorded act: one row that is only ever added. Folding the words of all of a person's events gives their terms. */
record ConsentEvent(
        UUID person,
        long version,
        UUID id,
        String kind,
        Instant made,
        Instant known,
        ObjectNode body,
        Word word,
        Optional<Evidence.Sealed> evidence) {

    private static final String GRANT = "grant";
    private static final String REFUSAL = "refusal";
    private static final String WITHDRAWAL = "withdrawal";

    static ConsentEvent of(UUID person, long version, Instant known, Act act, Word word, Optional<UUID> point) {
        var body = Json.MAPPER.createObjectNode();
        scope(body, word.scope());
        point.ifPresent(said -> body.put("said", said.toString()));
        var evidence = act.evidence().sealed();
        evidence.ifPresent(it -> body.put("evidence", it.hash()));
        body.put("method", Json.text(act.evidence().method()));
        body.set("by", Json.MAPPER.valueToTree(act.by().asRecorded()));
        switch (act) {
            case Act.Grant grant -> grant(body, grant, (Word.Yes) word);
            case Act.No no -> {
                if (no.services()) body.put("services", true);
            }
        }
        return new ConsentEvent(person, version, word.id(), kind(word), word.made(), known, body, word, evidence);
    }

    /** The word this event says: what folding from the start reads. */
    static Word word(UUID id, String kind, Instant made, JsonNode body) {
        var scope = new Scope(
                part(body, "controller"),
                part(body, "topic"),
                part(body, "channel"),
                Optional.ofNullable(body.get("point")).map(JsonNode::textValue).map(UUID::fromString));
        return switch (kind) {
            case GRANT -> new Word.Yes(id, scope, made, time(body, "expires"), body.has("pending"));
            case REFUSAL -> new Word.No(id, scope, made, Word.No.Kind.REFUSAL, body.has("services"));
            case WITHDRAWAL -> new Word.No(id, scope, made, Word.No.Kind.WITHDRAWAL, body.has("services"));
            default -> throw new IllegalStateException("unknown event " + kind);
        };
    }

    Entry entry() {
        return new Entry()
                .node("act", body)
                .text("event", kind)
                .id("id", id)
                .text("kind", "act")
                .time("known", known)
                .time("made", made)
                .id("person", person)
                .number("version", version);
    }

    private static void grant(ObjectNode body, Act.Grant grant, Word.Yes yes) {
        body.put("basis", Json.text(grant.basis()));
        yes.expires().ifPresent(end -> body.put("expires", text(end)));
        if (yes.pending()) body.put("pending", true);
        grant.confirmation().ifPresent(_ -> grant.at().ifPresent(asked -> body.put("asked", text(asked))));
        grant.notice().ifPresent(shown -> body.set("notice", Json.MAPPER.valueToTree(shown)));
    }

    private static void scope(ObjectNode body, Scope scope) {
        if (!scope.controller().equals(Scope.ALL)) body.put("controller", scope.controller());
        if (!scope.topic().equals(Scope.ALL)) body.put("topic", scope.topic());
        if (!scope.channel().equals(Scope.ALL)) body.put("channel", scope.channel());
        scope.point().ifPresent(point -> body.put("point", point.toString()));
    }

    private static String kind(Word word) {
        return switch (word) {
            case Word.Yes _ -> GRANT;
            case Word.No no ->
                switch (no.kind()) {
                    case REFUSAL -> REFUSAL;
                    case WITHDRAWAL -> WITHDRAWAL;
                };
        };
    }

    /** Six digits after the point, as everywhere in an entry. */
    private static String text(Instant at) {
        var text = new StringBuilder();
        JsonText.time(at, text);
        return text.toString();
    }

    private static String part(JsonNode body, String name) {
        return body.has(name) ? body.get(name).textValue() : Scope.ALL;
    }

    private static Optional<Instant> time(JsonNode body, String name) {
        return Optional.ofNullable(body.get(name)).map(JsonNode::textValue).flatMap(Times::parse);
    }
}
