package dev.askfirst.consent.act;

import static dev.askfirst.platform.ProblemCode.NOT_FOUND;
import static dev.askfirst.platform.ProblemCode.PRECONDITION_FAILED;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.catalog.Catalog;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.DoubleOptIn;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.consent.event.History;
import dev.askfirst.consent.event.Speaker;
import dev.askfirst.consent.event.StandingNo;
import dev.askfirst.person.key.PairwiseIds;
import dev.askfirst.person.point.PreferencesJson;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.Consent;
import dev.askfirst.policy.term.Effect;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.TopicRules;
import dev.askfirst.policy.term.Word;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** Hears acts one after the other: what is new becomes an event with its effect, what is known adds nothing. */
final class Listener {

    private static final int LONGEST_PAUSE = 2;

    private final Instant now;
    private final Catalog catalog;
    private final PairwiseIds pairwiseIds;
    private final History history;
    private final DoubleOptIn doubleOptIn;
    private final ContactListener contacts;
    private final HoldListener holds;

    Listener(
            Instant now,
            Catalog catalog,
            PairwiseIds pairwiseIds,
            History history,
            DoubleOptIn doubleOptIn,
            ContactListener contacts,
            HoldListener holds) {
        this.now = now;
        this.catalog = catalog;
        this.pairwiseIds = pairwiseIds;
        this.history = history;
        this.doubleOptIn = doubleOptIn;
        this.contacts = contacts;
        this.holds = holds;
    }

    /** What becomes of one act; a fault that the act itself raises refuses it and leaves nothing behind. */
    ActResult hear(Act act, Speakers.Found found) throws SQLException {
        try {
            var seen = act.expected();
            if (seen.isPresent() && seen.get() != found.speaker().version()) {
                throw Fault.of(
                        PRECONDITION_FAILED,
                        "there is a later version, %d".formatted(found.speaker().version()));
            }
            return switch (act) {
                case Act.Grant grant -> hear(grant, found);
                case Act.No no -> hear(no, found);
                case Act.Confirmation confirmation -> hear(confirmation, found);
                case Act.Preference preference -> hear(preference, found);
                case Act.Pausing pausing -> hear(pausing, found);
                case Act.Resuming resuming -> hear(resuming, found);
                case Act.Restart restart -> hear(restart, found);
                case Act.Merge merge -> new Merge(merge, now).hear(found);
                case Act.OwnContact own -> contacts.hear(own, found.speaker());
                case Act.Keeping keeping -> holds.hear(keeping, found.speaker());
            };
        } catch (Fault fault) {
            return new ActResult.Refused(fault);
        }
    }

    private ActResult hear(Act.Grant grant, Speakers.Found found) throws SQLException {
        var speaker = found.speaker();
        var topic = catalog.topic(grant.topic()).orElseThrow();
        var scope = new Scope(grant.controller(), grant.topic(), grant.channel(), found.point());
        var made = grant.confirmation().orElseGet(() -> made(grant, speaker));
        Consent.standingNo(StateAfter.question(scope), topic, catalog.inForce(speaker.terms()), now)
                .map(StandingNo::new)
                .filter(standing -> !standing.lets(grant, made))
                .ifPresent(standing -> {
                    throw standing.fault(grant, speaker.terms());
                });
        var pending = topic.doubleOptIn() && grant.confirmation().isEmpty();
        var notice = grant.notice().map(it -> new Word.Yes.Shown(it.id(), it.version()));
        var yes = new Word.Yes(Ids.at(now), scope, made, grant.endsAt(made), pending, notice, grant.isExpress());
        var known = history.same(speaker, yes);
        if (known.isPresent()) {
            return new ActResult.Unchanged(reply(known.get(), grant, speaker, state(scope, topic, speaker)));
        }
        var delivery = pending ? doubleOptIn.ask(grant, scope, speaker) : Optional.<DoubleOptIn.Delivery>empty();
        speaker.does(ConsentEvent.said(head(grant, yes.id(), speaker), yes, found.point(), delivery));
        fillIn(grant, speaker);
        return new ActResult.Created(reply(yes.id(), grant, speaker, state(scope, topic, speaker)));
    }

    /** What a grant tells about the person fills in what they have not said themselves. */
    private void fillIn(Act.Grant grant, Speaker speaker) {
        var before = speaker.terms().preferences();
        var after = before.orElse(grant.profile().asPreferences());
        if (!after.equals(before)) prefers(grant, after, speaker);
    }

    private ActResult hear(Act.No act, Speakers.Found found) {
        var speaker = found.speaker();
        var point = act.contactOnly() ? found.point() : Optional.<UUID>empty();
        var scope = new Scope(act.controller(), act.topic(), act.channel(), point);
        var stop = act.stop().map(Act.Stop::id);
        var no = new Word.No(Ids.at(now), scope, made(act, speaker), act.kind(), act.services(), stop);
        var known = speaker.terms().alreadySaid(no);
        if (known.isPresent()) {
            return new ActResult.Unchanged(
                    reply(known.get().id(), act, speaker, StateAfter.ofNo(no, catalog, speaker.terms(), now)));
        }
        speaker.does(ConsentEvent.said(head(act, no.id(), speaker), no, found.point(), Optional.empty()));
        return new ActResult.Created(reply(no.id(), act, speaker, StateAfter.ofNo(no, catalog, speaker.terms(), now)));
    }

    /** It takes back what came from the same address, by this channel, and still stands; nothing else. */
    private ActResult hear(Act.Restart act, Speakers.Found found) throws SQLException {
        var speaker = found.speaker();
        var stops = history.stops(speaker, found.point().orElseThrow(), act.controller(), act.channel());
        stops.retainAll(speaker.terms().stops());
        if (stops.isEmpty()) return new ActResult.Refused(Fault.of(NOT_FOUND, "no STOP from there stands"));
        var body =
                Json.MAPPER.createObjectNode().put("said", found.point().get().toString());
        ConsentEvent.scope(body, Scope.of(act.controller(), Scope.ALL, act.channel()));
        var lifts = body.putArray("lifts");
        stops.stream().sorted().forEach(stop -> lifts.add(stop.toString()));
        does(
                act,
                ConsentEvent.Kind.START,
                new Effect.Restarted(stops),
                act.evidence().sealed(),
                body,
                speaker);
        return new ActResult.Created(ActReply.of(speaker));
    }

    private ActResult hear(Act.Confirmation act, Speakers.Found found) throws SQLException {
        var speaker = found.speaker();
        var granted = history.act(act.grant()).orElseThrow();
        var yes = doubleOptIn.confirm(granted, speaker, unsaid(speaker));
        speaker.does(ConsentEvent.confirmed(head(act, Ids.at(now), speaker), yes, granted.body()));
        var topic = catalog.topic(yes.scope().topic()).orElseThrow();
        return new ActResult.Created(
                reply(yes.id(), act, yes.scope().controller(), speaker, state(yes.scope(), topic, speaker)));
    }

    private ActResult hear(Act.Preference act, Speakers.Found found) {
        var speaker = found.speaker();
        var before = speaker.terms().preferences();
        var after = act.change().apply(before);
        if (after.equals(before)) return new ActResult.Unchanged(ActReply.of(speaker));
        prefers(act, after, speaker);
        return new ActResult.Created(ActReply.of(speaker));
    }

    private void prefers(Act act, Preferences preferences, Speaker speaker) {
        var evidence = act.evidence().sealedWith("preferences", PreferencesJson.write(preferences));
        does(
                act,
                ConsentEvent.Kind.PREFERENCES,
                new Effect.Preferred(preferences),
                Optional.of(evidence),
                Json.MAPPER.createObjectNode(),
                speaker);
    }

    private ActResult hear(Act.Pausing act, Speakers.Found found) {
        var speaker = found.speaker();
        var pause = act.pause();
        if (!pause.until().isAfter(now)) throw Fault.invalid("until", "lies in the past");
        if (pause.until()
                .isAfter(now.atOffset(ZoneOffset.UTC).plusYears(LONGEST_PAUSE).toInstant())) {
            throw Fault.invalid("until", "is more than two years ahead");
        }
        if (speaker.terms().pauses().contains(pause)) return new ActResult.Unchanged(ActReply.of(speaker));
        var body = Json.MAPPER.createObjectNode().put("until", ConsentEvent.text(pause.until()));
        ConsentEvent.scope(body, Scope.of(Scope.ALL, pause.topic(), pause.channel()));
        does(
                act,
                ConsentEvent.Kind.PAUSE,
                new Effect.Paused(pause),
                act.evidence().sealed(),
                body,
                speaker);
        return new ActResult.Created(ActReply.of(speaker));
    }

    private ActResult hear(Act.Resuming act, Speakers.Found found) {
        var speaker = found.speaker();
        var pausing = speaker.terms().pauses().stream()
                .anyMatch(
                        it -> it.isFor(act.channel(), act.topic()) && it.until().isAfter(now));
        if (!pausing) return new ActResult.Unchanged(ActReply.of(speaker));
        var body = Json.MAPPER.createObjectNode();
        ConsentEvent.scope(body, Scope.of(Scope.ALL, act.topic(), act.channel()));
        var effect = new Effect.Resumed(act.channel(), act.topic());
        does(act, ConsentEvent.Kind.RESUME, effect, act.evidence().sealed(), body, speaker);
        return new ActResult.Created(ActReply.of(speaker));
    }

    private void does(
            Act act,
            ConsentEvent.Kind kind,
            Effect effect,
            Optional<Evidence.Sealed> evidence,
            ObjectNode body,
            Speaker speaker) {
        speaker.does(ConsentEvent.of(head(act, Ids.at(now), speaker), kind, unsaid(speaker), body, effect, evidence));
    }

    private ConsentEvent.Head head(Act act, UUID id, Speaker speaker) {
        return new ConsentEvent.Head(speaker.person(), speaker.next(), id, now, act);
    }

    /** Without an instant of its own an act is made now, and always after everything the person said before. */
    private Instant made(Act act, Speaker speaker) {
        return act.at().filter(at -> !at.isAfter(now)).orElseGet(() -> unsaid(speaker));
    }

    private Instant unsaid(Speaker speaker) {
        return speaker.unsaid(now);
    }

    private ActReply reply(UUID id, Act.Spoken act, Speaker speaker, StateAfter after) {
        return reply(id, act, act.controller(), speaker, after);
    }

    private ActReply reply(UUID id, Act act, String controller, Speaker speaker, StateAfter after) {
        var person = act.by().is(Caller.SENDER) && !controller.equals(Scope.ALL)
                ? pairwiseIds.of(controller, speaker.person())
                : speaker.person();
        return new ActReply(id, person, Optional.of(after.state()), after.why(), Optional.empty(), Optional.empty());
    }

    private StateAfter state(Scope scope, TopicRules topic, Speaker speaker) {
        return StateAfter.ofYes(scope, topic, catalog, speaker.terms(), now);
    }
}
