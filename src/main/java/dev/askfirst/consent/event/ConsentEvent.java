package dev.askfirst.consent.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.audit.Entry;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.json.JsonText;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Effect;
import dev.askfirst.policy.term.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A recorded act: one row that is only ever added. Folding the effects of all of a person's events gives their terms.
 *
 * @param evidence texts that can be erased; the body holds their salted hash
 */
public record ConsentEvent(
        UUID person,
        long version,
        UUID id,
        Kind kind,
        Instant made,
        Instant known,
        ObjectNode body,
        Effect effect,
        Optional<Evidence.Sealed> evidence) {

    /** What was done. The names stay in the record for ever: new ones may be added, none renamed. */
    public enum Kind {
        GRANT,
        REFUSAL,
        WITHDRAWAL,
        CONFIRMATION,
        PREFERENCES,
        PAUSE,
        RESUME,
        MERGE,
        MERGED_INTO,
        CONTACT_ADDED,
        CONTACT_VERIFIED,
        CONTACT_REMOVED,
        ERASURE,
        HOLD,
        RELEASE,
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
        TERMS_BROUGHT;

        public String text() {
            return Json.text(this);
        }
    }

    /** Everything about an event but what it says. */
    public record Head(UUID person, long version, UUID id, Instant known, Act act) {}

    /** A person said yes or no. */
    public static ConsentEvent said(
            Head head, ConsentStatement word, Optional<UUID> point, Optional<DoubleOptIn.Delivery> delivery) {
        var body = Json.MAPPER.createObjectNode();
        scope(body, word.scope());
        point.ifPresent(said -> body.put("said", said.toString()));
        switch (head.act()) {
            case Act.Grant grant -> grant(body, grant, (ConsentStatement.Grant) word, delivery);
            case Act.Refusal no -> {
                if (no.services()) body.put("services", true);
                no.stop().ifPresent(stop -> stop(body, stop));
            }
            default -> throw new IllegalArgumentException("says nothing");
        }
        return of(
                head,
                kind(word),
                word.made(),
                body,
                new Effect.Said(word),
                head.act().evidence().sealed());
    }

    /** A grant that its person confirmed; {@code granted} is the body of the grant's own event. */
    public static ConsentEvent confirmed(Head head, ConsentStatement.Grant yes, ObjectNode granted) {
        var body = granted.deepCopy();
        body.remove(List.of("pending", "delivery", "evidence", "method", "by", "said", "asked"));
        body.put("confirms", yes.id().toString());
        return of(
                head,
                Kind.CONFIRMATION,
                yes.made(),
                body,
                new Effect.Said(yes),
                head.act().evidence().sealed());
    }

    /** The request to confirm this grant is sent once more; it can be answered until {@code lapses}, as before. */
    public static ConsentEvent askedAgain(
            Head head, Instant made, DoubleOptIn.Delivery delivery, RecordedAct granted, Instant lapses) {
        var body = Json.MAPPER.createObjectNode();
        scope(body, granted.scope());
        body.put("asks", granted.id().toString());
        body.put("delivery", Json.text(delivery));
        body.put("until", text(lapses));
        granted.notice().ifPresent(shown -> body.set("notice", Json.MAPPER.valueToTree(shown)));
        return of(
                head,
                Kind.ASKED_AGAIN,
                made,
                body,
                new Effect.Nothing(),
                head.act().evidence().sealed());
    }

    /** Any other kind of event, with a body of its own. */
    public static ConsentEvent of(
            Head head, Kind kind, Instant made, ObjectNode body, Effect effect, Optional<Evidence.Sealed> evidence) {
        evidence.ifPresent(it -> body.put("evidence", it.hash()));
        body.put("method", Json.text(head.act().evidence().method()));
        body.set("by", Json.MAPPER.valueToTree(head.act().by().asRecorded()));
        return new ConsentEvent(
                head.person(), head.version(), head.id(), kind, made, head.known(), body, effect, evidence);
    }

    /** A person is erased: the last of their events. Nobody can tie any of them to the person afterwards. */
    public static ConsentEvent erased(DataSubject subject, Instant now, Caller by) {
        var body = Json.MAPPER.createObjectNode().put("method", Json.text(Evidence.Method.API));
        body.set("by", Json.MAPPER.valueToTree(by.asRecorded()));
        return new ConsentEvent(
                subject.person(),
                subject.next(),
                Ids.at(now),
                Kind.ERASURE,
                subject.unsaid(now),
                now,
                body,
                new Effect.Nothing(),
                Optional.empty());
    }

    public Entry entry() {
        return entry(canonicalBody());
    }

    /** The body as it stands in the entry and in its row. */
    public String canonicalBody() {
        return Entry.canonical(body);
    }

    public Entry entry(String canonicalBody) {
        return new Entry()
                .written("act", canonicalBody)
                .text("event", kind.text())
                .id("id", id)
                .text("kind", "act")
                .time("known", known)
                .time("made", made)
                .id("person", person)
                .number("version", version);
    }

    private static void grant(
            ObjectNode body, Act.Grant grant, ConsentStatement.Grant yes, Optional<DoubleOptIn.Delivery> delivery) {
        var ground = grant.ground();
        body.put("basis", Json.text(ground.basis()));
        ground.kind().ifPresent(kind -> body.put("ground", kind));
        ground.since().ifPresent(since -> body.put("since", text(since)));
        body.put("grade", Json.text(Grades.of(grant, delivery)));
        yes.expires().ifPresent(end -> body.put("expires", text(end)));
        if (yes.pending()) body.put("pending", true);
        delivery.ifPresent(it -> body.put("delivery", Json.text(it)));
        grant.confirmation().ifPresent(_ -> grant.at().ifPresent(asked -> body.put("asked", text(asked))));
        grant.notice().ifPresent(shown -> body.set("notice", Json.MAPPER.valueToTree(shown)));
    }

    private static void stop(ObjectNode body, Act.Stop stop) {
        body.put("stop", stop.id().toString());
        stop.answers().ifPresent(decision -> body.put("answers", decision.toString()));
    }

    /** The parts of a scope that are named. */
    public static void scope(ObjectNode body, Scope scope) {
        if (!scope.controller().equals(Scope.ALL)) body.put("controller", scope.controller());
        if (!scope.topic().equals(Scope.ALL)) body.put("topic", scope.topic());
        if (!scope.channel().equals(Scope.ALL)) body.put("channel", scope.channel());
        scope.point().ifPresent(point -> body.put("point", point.toString()));
    }

    /** An instant with six decimals of a second, as everywhere in an entry. */
    public static String text(Instant at) {
        var text = new StringBuilder();
        JsonText.time(at, text);
        return text.toString();
    }

    private static Kind kind(ConsentStatement word) {
        return switch (word) {
            case ConsentStatement.Grant _ -> Kind.GRANT;
            case ConsentStatement.Refusal no ->
                switch (no.kind()) {
                    case REFUSAL -> Kind.REFUSAL;
                    case WITHDRAWAL -> Kind.WITHDRAWAL;
                };
        };
    }
}
