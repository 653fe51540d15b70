package dev.askfirst.consent.act;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.DataSubject;
import dev.askfirst.consent.event.History;
import dev.askfirst.consent.event.RecordedAct;
import dev.askfirst.person.deputy.Deputies;
import dev.askfirst.person.deputy.Deputy;
import dev.askfirst.person.deputy.Mandate;
import dev.askfirst.person.deputy.Right;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.policy.term.Effect;
import dev.askfirst.policy.term.Preferences;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Handles acts about deputies, and lets through of what deputies do only what their person allows. The person's terms are
 * locked meanwhile: an act comes either before the end that is recorded, or not at all.
 */
final class DeputyActHandler {

    /** How many may act for one person at once. */
    private static final int MOST = 20;

    private static final Sql NAME = Sql.of("""
            insert into deputy (id, person_id, act, kind, may, since, until_at)
            values (:id, :person, :act, :kind, :may::text[], :now, :until)
            on conflict (id) do update set act = excluded.act, kind = excluded.kind, may = excluded.may,
                until_at = excluded.until_at""");
    private static final Sql END = Sql.of("update deputy set ended_at = :now where id = :id");

    private final Instant now;
    private final Connection connection;
    private final History history;

    DeputyActHandler(Instant now, Connection connection, History history) {
        this.now = now;
        this.connection = connection;
        this.history = history;
    }

    /** The act, if whoever does it may; of deputies only what they were given the right to, at this instant. */
    Act admit(Act act, DataSubject subject) throws SQLException {
        if (!act.by().isDeputy()) return act;
        var deputy = Deputies.find(connection, act.by().requireDeputy())
                .filter(it -> it.person().equals(subject.person()) && it.standsAt(now))
                .orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "nobody for whom you may act now"));
        return switch (act) {
            case Act.Refusal no when deputy.may(Right.NO, now) -> no;
            case Act.Pausing pausing when deputy.may(Right.HOURS, now) -> longer(pausing, subject);
            case Act.Preference hours when deputy.may(Right.HOURS, now) -> hoursAlone(hours);
            case Act.OfDeputy own
            when own.deputy().equals(deputy.id()) && own.mandate().isEmpty() -> own;
            default ->
                throw Fault.of(ProblemCode.FORBIDDEN, "the person has not given you the right to do this for them");
        };
    }

    /** A shorter pause would let messages in that the person keeps out. */
    private static Act longer(Act.Pausing act, DataSubject subject) {
        var pause = act.pause();
        if (subject.terms().pauses().stream()
                .anyMatch(it ->
                        it.isFor(pause.channel(), pause.topic()) && it.until().isAfter(pause.until())))
            throw Fault.of(ProblemCode.CONFLICT, "a longer pause stands, which only the person makes shorter");
        return act;
    }

    private static Act hoursAlone(Act.Preference act) {
        return new Act.Preference(
                act.who(),
                before -> hoursAlone(before, act.change().apply(before)),
                act.expected(),
                act.evidence(),
                act.by());
    }

    private static Preferences hoursAlone(Preferences before, Preferences after) {
        if (after.equals(before.withHoursOf(after))) return after;
        throw Fault.of(
                ProblemCode.FORBIDDEN, "a deputy sets `windows`, `timeZone` and `neverOnHolidays`, and nothing else");
    }

    ActResult apply(Act.OfDeputy act, DataSubject subject) throws SQLException {
        var known = Deputies.find(connection, act.deputy());
        var theirs = known.filter(it -> it.person().equals(subject.person()));
        if (act.mandate().isPresent() && known.isPresent() && theirs.isEmpty())
            throw Fault.of(ProblemCode.CONFLICT, "this id is taken: choose another");
        return act.mandate().isPresent()
                ? named(act, act.mandate().get(), theirs, subject)
                : ended(act, theirs.orElseThrow(DeputyActHandler::unknown), subject);
    }

    private ActResult named(Act.OfDeputy act, Mandate mandate, Optional<Deputy> before, DataSubject subject)
            throws SQLException {
        if (mandate.until().filter(end -> !end.isAfter(now)).isPresent())
            throw Fault.invalid("until", "lies in the past");
        if (before.flatMap(Deputy::ended).isPresent())
            throw Fault.of(ProblemCode.CONFLICT, "this deputy was ended: name them anew by another id");
        if (before.isPresent() && isSame(act, mandate, before.get()))
            return new ActResult.Unchanged(ActReply.of(subject));
        if (before.isEmpty() && isFull(subject.person()))
            throw Fault.of(ProblemCode.CONFLICT, MOST + " deputies act for this person already: end one first");
        var body = Json.MAPPER.createObjectNode().put("deputy", act.deputy().toString());
        body.put("as", Json.text(mandate.kind()));
        var may = body.putArray("may");
        mandate.rights().forEach(it -> may.add(Json.text(it)));
        mandate.until().ifPresent(end -> body.put("until", ConsentEvent.text(end)));
        var event = does(act, ConsentEvent.Kind.DEPUTY_NAMED, body, subject);
        NAME.with("id", act.deputy())
                .with("person", subject.person())
                .with("act", event)
                .with("kind", Json.text(mandate.kind()))
                .with("may", mandate.rights().stream().map(Json::text).toList())
                .with("now", now)
                .with("until", mandate.until())
                .update(connection);
        return new ActResult.Created(ActReply.of(subject));
    }

    /** To end somebody who is ended changes nothing, and is no fault. */
    private ActResult ended(Act.OfDeputy act, Deputy before, DataSubject subject) throws SQLException {
        if (before.ended().isPresent()) return new ActResult.Unchanged(ActReply.of(subject));
        var body = Json.MAPPER.createObjectNode().put("deputy", act.deputy().toString());
        does(act, ConsentEvent.Kind.DEPUTY_ENDED, body, subject);
        END.with("id", act.deputy()).with("now", now).update(connection);
        return new ActResult.Created(ActReply.of(subject));
    }

    private boolean isSame(Act.OfDeputy act, Mandate mandate, Deputy before) throws SQLException {
        JsonNode texts = Json.MAPPER.valueToTree(act.evidence().texts());
        return before.mandate().equals(mandate)
                && history.act(before.act())
                        .flatMap(RecordedAct::texts)
                        .filter(texts::equals)
                        .isPresent();
    }

    private boolean isFull(UUID person) throws SQLException {
        return Deputies.of(connection, person).stream()
                        .filter(it -> it.standsAt(now))
                        .count()
                >= MOST;
    }

    private UUID does(Act.OfDeputy act, ConsentEvent.Kind kind, ObjectNode body, DataSubject subject) {
        var id = Ids.at(now);
        var head = new ConsentEvent.Head(subject.person(), subject.next(), id, now, act);
        subject.does(ConsentEvent.of(
                head,
                kind,
                subject.unsaid(now),
                body,
                new Effect.Nothing(),
                act.evidence().sealed()));
        return id;
    }

    private static Fault unknown() {
        return Fault.of(ProblemCode.NOT_FOUND, "no deputy of theirs has this id");
    }
}
