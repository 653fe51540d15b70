package dev.askfirst.consent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.person.PreferencesJson;
import dev.askfirst.platform.Json;
import dev.askfirst.platform.Times;
import dev.askfirst.policy.Effect;
import dev.askfirst.policy.Pause;
import dev.askfirst.policy.Scope;
import dev.askfirst.policy.Word;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * An act as it stands in the record.
 *
 * @param texts its erasable texts; empty if there were none, or they were erased
 */
record RecordedAct(
        UUID person,
        long version,
        UUID id,
        ConsentEvent.Kind kind,
        Instant made,
        Instant known,
        ObjectNode body,
        Optional<JsonNode> texts) {

    static ConsentEvent.Kind kind(String text) {
        return ConsentEvent.Kind.valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** What it does to the terms: what folding from the start reads. Effects that need other people's acts are not here. */
    Effect effect() {
        return switch (kind) {
            case GRANT, REFUSAL, WITHDRAWAL, CONFIRMATION -> new Effect.Said(word());
            case PREFERENCES ->
                texts.map(it -> it.get("preferences"))
                        .<Effect>map(it -> new Effect.Preferred(PreferencesJson.read(it)))
                        .orElseGet(Effect.Nothing::new);
            case PAUSE ->
                new Effect.Paused(
                        new Pause(part("channel"), part("topic"), time("until").orElseThrow()));
            case RESUME -> new Effect.Resumed(part("channel"), part("topic"));
        };
    }

    /** The word it says; only acts that are one have one. */
    Word word() {
        return switch (kind) {
            case GRANT -> yes(id, body.has("pending"));
            case CONFIRMATION -> yes(UUID.fromString(body.get("confirms").textValue()), false);
            case REFUSAL -> new Word.No(id, scope(), made, Word.No.Kind.REFUSAL, body.has("services"));
            case WITHDRAWAL -> new Word.No(id, scope(), made, Word.No.Kind.WITHDRAWAL, body.has("services"));
            case PREFERENCES, PAUSE, RESUME -> throw new IllegalStateException(kind + " is no word");
        };
    }

    /** Whether somebody says yes or no by it. */
    boolean isWord() {
        return switch (kind) {
            case GRANT, CONFIRMATION, REFUSAL, WITHDRAWAL -> true;
            case PREFERENCES, PAUSE, RESUME -> false;
        };
    }

    Scope scope() {
        return new Scope(
                part("controller"),
                part("topic"),
                part("channel"),
                text("point").map(UUID::fromString));
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(body.get(name)).map(JsonNode::textValue);
    }

    Optional<Instant> time(String name) {
        return text(name).flatMap(Times::parse);
    }

    /** The wording that was shown, if one is on record. */
    Optional<Act.NoticeShown> notice() {
        return Optional.ofNullable(body.get("notice")).map(it -> Json.MAPPER.convertValue(it, Act.NoticeShown.class));
    }

    private Word.Yes yes(UUID grant, boolean pending) {
        var shown = notice().map(it -> new Word.Yes.Shown(it.id(), it.version()));
        return new Word.Yes(grant, scope(), made, time("expires"), pending, shown);
    }

    private String part(String name) {
        return text(name).orElse(Scope.ALL);
    }
}
