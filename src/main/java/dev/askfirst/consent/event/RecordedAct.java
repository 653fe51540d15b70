package dev.askfirst.consent.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.audit.Entry;
import dev.askfirst.catalog.NoticeUse;
import dev.askfirst.person.point.PreferencesJson;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.json.Times;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Effect;
import dev.askfirst.policy.term.Intent;
import dev.askfirst.policy.term.Owed;
import dev.askfirst.policy.term.Pause;
import dev.askfirst.policy.term.Rating;
import dev.askfirst.policy.term.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * An act as it stands in the record.
 *
 * @param texts its erasable texts; empty if there were none, or they were erased
 * @param absorbed for a merge, the acts of the other person until then, by version
 */
public record RecordedAct(
        UUID person,
        long version,
        UUID id,
        ConsentEvent.Kind kind,
        Instant made,
        Instant known,
        ObjectNode body,
        Optional<JsonNode> texts,
        List<RecordedAct> absorbed) {

    /** How long a no on a page can be taken back. */
    public static final Duration UNDOABLE = Duration.ofMinutes(30);

    static ConsentEvent.Kind kind(String text) {
        return ConsentEvent.Kind.valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** The same merge with the acts of the other person. */
    RecordedAct with(List<RecordedAct> others) {
        return new RecordedAct(person, version, id, kind, made, known, body, texts, others);
    }

    /** What it does to the terms, for a fold from the start. */
    public Effect effect() {
        return effect(_ -> true);
    }

    /** What it would do if only the acts that match had been recorded. */
    public Effect effect(Predicate<RecordedAct> these) {
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
            case START -> new Effect.Restarted(lifts());
            case HUMAN_REQUEST ->
                new Effect.Asked(new Owed(id, part("controller"), time("due").orElseThrow()));
            case HUMAN_ANSWER -> new Effect.Answered(answered());
            case FEEDBACK -> new Effect.Rated(part("controller"), part("topic"), List.of(rating()));
            case FEEDBACK_RESET -> new Effect.Forgotten(part("controller"), part("topic"));
            case INTENT -> new Effect.Wanted(intent(), made);
            case INTENT_ENDED -> new Effect.IntentEnded(intentId(), made);
            // What it leaves follows from all acts before it: see Fold.
            case UNDO -> new Effect.Nothing();
            case MERGE -> new Effect.Merged(Fold.of(absorbed, these), made);
            case TERMS_BROUGHT -> new Effect.Met(met());
            case MERGED_INTO, ERASURE, HOLD, RELEASE, DEPUTY_NAMED, DEPUTY_ENDED -> new Effect.Nothing();
            case CONTACT_ADDED, CONTACT_VERIFIED, CONTACT_REMOVED, ASKED_AGAIN -> new Effect.Nothing();
        };
    }

    /** Whether its effect on the terms can no longer be known, because its texts were erased. */
    boolean lacksTexts() {
        return kind == ConsentEvent.Kind.PREFERENCES
                        && texts.filter(it -> it.has("preferences")).isEmpty()
                || absorbed.stream().anyMatch(RecordedAct::lacksTexts);
    }

    /** The log entry of this act. */
    public Entry entry() {
        return new Entry()
                .node("act", body)
                .text("event", kind.text())
                .id("id", id)
                .text("kind", "act")
                .time("known", known)
                .time("made", made)
                .id("person", person)
                .number("version", version);
    }

    /** The statement that it makes; only for an act for which {@link #isWord} holds. */
    public ConsentStatement word() {
        return switch (kind) {
            case GRANT -> yes(id, body.has("pending"));
            case CONFIRMATION -> yes(UUID.fromString(body.get("confirms").textValue()), false);
            case REFUSAL -> no(ConsentStatement.Refusal.Kind.REFUSAL);
            case WITHDRAWAL -> no(ConsentStatement.Refusal.Kind.WITHDRAWAL);
            case PREFERENCES,
                    PAUSE,
                    RESUME,
                    START,
                    UNDO,
                    ASKED_AGAIN,
                    HUMAN_REQUEST,
                    HUMAN_ANSWER,
                    DEPUTY_NAMED,
                    DEPUTY_ENDED,
                    FEEDBACK,
                    FEEDBACK_RESET,
                    INTENT,
                    INTENT_ENDED,
                    TERMS_BROUGHT,
                    MERGE,
                    MERGED_INTO,
                    ERASURE,
                    HOLD,
                    RELEASE,
                    CONTACT_ADDED,
                    CONTACT_VERIFIED,
                    CONTACT_REMOVED -> throw new IllegalStateException(kind + " is no word");
        };
    }

    /** Whether it is a statement: a yes or a no. */
    public boolean isWord() {
        return switch (kind) {
            case GRANT, CONFIRMATION, REFUSAL, WITHDRAWAL -> true;
            case PREFERENCES,
                    PAUSE,
                    RESUME,
                    START,
                    UNDO,
                    ASKED_AGAIN,
                    HUMAN_REQUEST,
                    HUMAN_ANSWER,
                    DEPUTY_NAMED,
                    DEPUTY_ENDED,
                    FEEDBACK,
                    FEEDBACK_RESET,
                    INTENT,
                    INTENT_ENDED,
                    TERMS_BROUGHT,
                    MERGE,
                    MERGED_INTO,
                    ERASURE,
                    HOLD,
                    RELEASE,
                    CONTACT_ADDED,
                    CONTACT_VERIFIED,
                    CONTACT_REMOVED -> false;
        };
    }

    public Scope scope() {
        return new Scope(
                part("controller"),
                part("topic"),
                part("channel"),
                text("point").map(UUID::fromString));
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(body.get(name)).map(JsonNode::textValue);
    }

    public Optional<Instant> time(String name) {
        return text(name).flatMap(Times::parse);
    }

    /** The wording that was shown, if one is on record. */
    public Optional<Act.NoticeShown> notice() {
        return Optional.ofNullable(body.get("notice")).map(it -> Json.MAPPER.convertValue(it, Act.NoticeShown.class));
    }

    /** The wordings on record that were shown for any of these acts. */
    public static Set<NoticeUse.Wording> wordings(Collection<RecordedAct> acts) {
        return acts.stream()
                .flatMap(act -> act.notice().stream())
                .map(Act.NoticeShown::wording)
                .collect(Collectors.toSet());
    }

    /** The STOP from which this no came, if any. */
    public Optional<UUID> stop() {
        return text("stop").map(UUID::fromString);
    }

    /** The STOPs that a START takes back. */
    public Set<UUID> lifts() {
        var stops = new HashSet<UUID>();
        body.path("lifts").forEach(stop -> stops.add(UUID.fromString(stop.textValue())));
        return stops;
    }

    /** Whether it is a no that was said on a page of ours a moment ago: whoever said it may take it back. */
    public boolean isUndoable(Instant now) {
        var no = kind == ConsentEvent.Kind.REFUSAL || kind == ConsentEvent.Kind.WITHDRAWAL;
        return no && isSaidHere() && known.plus(UNDOABLE).isAfter(now);
    }

    /** Whether the person said it on a page of this service, not on one of a sender that tells us. */
    public boolean isSaidHere() {
        var by = body.path("by");
        return text("method").filter(Json.text(Evidence.Method.PAGE)::equals).isPresent()
                && Caller.PERSON.equals(by.path("role").textValue())
                && Caller.isOfPages(by.path("issuer").asText());
    }

    /** The controllers to which its person has spoken elsewhere. */
    private List<String> met() {
        var all = new ArrayList<String>();
        body.path("met").forEach(controller -> all.add(controller.textValue()));
        return all;
    }

    /** The request to talk to a human that an answer is to. */
    private UUID answered() {
        return UUID.fromString(text("request").orElseThrow());
    }

    private Rating rating() {
        var value = text("value").orElseThrow().toUpperCase(Locale.ROOT);
        return new Rating(UUID.fromString(text("message").orElseThrow()), Rating.Value.valueOf(value), made);
    }

    private UUID intentId() {
        return UUID.fromString(text("intent").orElseThrow());
    }

    /** What was looked for, open to the controller that this act names. */
    private Intent intent() {
        var channels = new HashSet<String>();
        body.path("channels").forEach(channel -> channels.add(channel.textValue()));
        return new Intent(
                intentId(),
                part("topic"),
                Set.of(part("controller")),
                channels,
                time("until").orElseThrow(),
                body.get("max").intValue(),
                Optional.empty());
    }

    /** The no that an undo takes back. */
    public Optional<UUID> undoes() {
        return text("undoes").map(UUID::fromString);
    }

    private ConsentStatement.Refusal no(ConsentStatement.Refusal.Kind said) {
        return new ConsentStatement.Refusal(id, scope(), made, said, body.has("services"), stop());
    }

    private ConsentStatement.Grant yes(UUID grant, boolean pending) {
        var shown = notice().map(it -> new ConsentStatement.Grant.Shown(it.id(), it.version()));
        var express = text("basis")
                .filter(it -> !it.equals(Json.text(Act.Basis.EXPRESS)))
                .isEmpty();
        return new ConsentStatement.Grant(grant, scope(), made, time("expires"), pending, shown, express);
    }

    private String part(String name) {
        return text(name).orElse(Scope.ALL);
    }
}
