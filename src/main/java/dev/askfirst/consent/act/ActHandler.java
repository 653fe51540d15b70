package dev.askfirst.consent.act;

import static dev.askfirst.platform.ProblemCode.NOT_FOUND;
import static dev.askfirst.platform.ProblemCode.PRECONDITION_FAILED;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.catalog.Catalog;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.DataSubject;
import dev.askfirst.consent.event.DoubleOptIn;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.consent.event.History;
import dev.askfirst.consent.event.OptOutSignals;
import dev.askfirst.consent.event.RecordedAct;
import dev.askfirst.consent.event.StandingNo;
import dev.askfirst.person.key.PairwiseIds;
import dev.askfirst.person.point.PreferencesJson;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.Consent;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Effect;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.TopicRules;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** Handles acts one after the other: a new act becomes an event with its effect, a known one adds nothing. */
final class ActHandler {

    private static final int LONGEST_PAUSE = 2;
    private final Instant now;
    private final Catalog catalog;
    private final PairwiseIds pairwiseIds;
    private final History history;
    private final DoubleOptIn doubleOptIn;
    private final OptOutSignals signals;
    private final ContactActHandler contacts;
    private final HoldActHandler holds;
    private final HumanActHandler humans;
    private final DeputyActHandler deputies;

    ActHandler(
            Instant now,
            Catalog catalog,
            PairwiseIds pairwiseIds,
            History history,
            DoubleOptIn doubleOptIn,
            OptOutSignals signals,
            ContactActHandler contacts,
            HoldActHandler holds,
            HumanActHandler humans,
            DeputyActHandler deputies) {
        this.now = now;
        this.catalog = catalog;
        this.pairwiseIds = pairwiseIds;
        this.history = history;
        this.doubleOptIn = doubleOptIn;
        this.signals = signals;
        this.contacts = contacts;
        this.holds = holds;
        this.humans = humans;
        this.deputies = deputies;
    }

    /** Handles one act. A fault that the act itself raises refuses the act, and leaves nothing behind. */
    ActResult apply(Act given, DataSubjects.FoundSubject found) throws SQLException {
        try {
            var act = deputies.admit(given, found.subject());
            var seen = act.expected();
            if (seen.isPresent() && seen.get() != found.subject().version()) {
                throw Fault.of(
                        PRECONDITION_FAILED,
                        "there is a later version, %d".formatted(found.subject().version()));
            }
            return switch (act) {
                case Act.Grant grant -> apply(grant, found);
                case Act.Refusal no -> apply(no, found);
                case Act.Confirmation confirmation -> apply(confirmation, found);
                case Act.Preference preference -> apply(preference, found);
                case Act.Pausing pausing -> apply(pausing, found);
                case Act.Resuming resuming -> apply(resuming, found);
                case Act.Restart restart -> apply(restart, found);
                case Act.AskedAgain again -> apply(again, found.subject());
                case Act.Undo undo -> new Undoing(undo, now, history).apply(found.subject());
                case Act.Merge merge -> new Merge(merge, now).apply(found);
                case Act.OwnContact own -> contacts.apply(own, found.subject());
                case Act.Keeping keeping -> holds.apply(keeping, found.subject());
                case Act.TermsBrought brought -> new TermsActHandler(now, history, contacts).apply(brought, found);
                case Act.OfHuman human -> humans.apply(human, found.subject());
                case Act.OfDeputy deputy -> deputies.apply(deputy, found.subject());
                case Act.OfUsefulness said -> new UsefulnessActHandler(now).apply(said, found.subject());
                case Act.OfIntent intent -> new IntentActHandler(now, catalog).apply(intent, found.subject());
            };
        } catch (Fault fault) {
            return new ActResult.Refused(fault);
        }
    }

    private ActResult apply(Act.Grant grant, DataSubjects.FoundSubject found) throws SQLException {
        var subject = found.subject();
        var topic = catalog.topic(grant.topic()).orElseThrow();
        var scope = new Scope(grant.controller(), grant.topic(), grant.channel(), found.point());
        var made = grant.confirmation().orElseGet(() -> made(grant, subject));
        var standing = Consent.standingNo(StateAfter.question(scope), topic, catalog.inForce(subject.terms()), now)
                .map(StandingNo::new);
        if (standing.isPresent() && !standing.get().lets(grant, made))
            throw standing.get().fault(grant, subject.terms());
        if (standing.isPresent()) signals.mayAnswer(grant, scope, subject);
        var pending = topic.doubleOptIn() && grant.confirmation().isEmpty();
        var notice = grant.notice().map(it -> new ConsentStatement.Grant.Shown(it.id(), it.version()));
        var yes = new ConsentStatement.Grant(
                Ids.at(now), scope, made, grant.endsAt(made), pending, notice, grant.isExpress());
        var known = history.same(subject, yes);
        if (known.isPresent()) {
            return new ActResult.Unchanged(reply(known.get(), grant, subject, state(scope, topic, subject)));
        }
        if (pending && standing.isPresent()) signals.mayAsk(grant, scope, subject);
        var delivery = pending ? doubleOptIn.ask(grant, scope, subject) : Optional.<DoubleOptIn.Delivery>empty();
        subject.does(ConsentEvent.said(head(grant, yes.id(), subject), yes, found.point(), delivery));
        fillIn(grant, subject);
        return new ActResult.Created(reply(yes.id(), grant, subject, state(scope, topic, subject)));
    }

    /** Fills in, from the profile of a grant, the preferences that the person has not set. */
    private void fillIn(Act.Grant grant, DataSubject subject) {
        var before = subject.terms().preferences();
        var after = before.orElse(grant.profile().asPreferences());
        if (!after.equals(before)) prefers(grant, after, subject);
    }

    private ActResult apply(Act.Refusal act, DataSubjects.FoundSubject found) throws SQLException {
        var subject = found.subject();
        var point = act.contactOnly() ? found.point() : Optional.<UUID>empty();
        var scope = new Scope(act.controller(), act.topic(), act.channel(), point);
        var stop = act.stop().map(Act.Stop::id);
        var no = new ConsentStatement.Refusal(Ids.at(now), scope, made(act, subject), act.kind(), act.services(), stop);
        var known = OptOutSignals.isSignal(act) ? signals.earlier(act, scope, subject) : alreadySaid(no, subject);
        if (known.isPresent()) {
            return new ActResult.Unchanged(
                    reply(known.get(), act, subject, StateAfter.ofNo(no, catalog, subject.terms(), now)));
        }
        subject.does(ConsentEvent.said(head(act, no.id(), subject), no, found.point(), Optional.empty()));
        return new ActResult.Created(reply(no.id(), act, subject, StateAfter.ofNo(no, catalog, subject.terms(), now)));
    }

    private Optional<UUID> alreadySaid(ConsentStatement.Refusal no, DataSubject subject) throws SQLException {
        var known = subject.terms().alreadySaid(no);
        return known.isEmpty() || isUndoable(known.get()) ? Optional.empty() : known.map(ConsentStatement.Refusal::id);
    }

    /** A no that somebody can still undo does not stand in for that of somebody else. */
    private boolean isUndoable(ConsentStatement.Refusal no) throws SQLException {
        if (Ids.instant(no.id()).plus(RecordedAct.UNDOABLE).isBefore(now)) return false;
        return history.act(no.id()).filter(it -> it.isUndoable(now)).isPresent();
    }

    /** A START takes back the standing STOPs that came from the same address by this channel, and nothing else. */
    private ActResult apply(Act.Restart act, DataSubjects.FoundSubject found) throws SQLException {
        var subject = found.subject();
        var stops = history.stops(subject, found.point().orElseThrow(), act.controller(), act.channel());
        stops.retainAll(subject.terms().stops());
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
                subject);
        return new ActResult.Created(ActReply.of(subject));
    }

    private ActResult apply(Act.Confirmation act, DataSubjects.FoundSubject found) throws SQLException {
        var subject = found.subject();
        var granted = history.act(act.grant()).orElseThrow();
        var yes = doubleOptIn.confirm(granted, subject, unsaid(subject));
        subject.does(ConsentEvent.confirmed(head(act, Ids.at(now), subject), yes, granted.body()));
        var onPage = act.evidence().method() == Evidence.Method.PAGE;
        if (onPage && DoubleOptIn.wentToTheAddress(granted)) {
            contacts.proved(act, yes.scope().point().orElseThrow(), subject);
        }
        var topic = catalog.topic(yes.scope().topic()).orElseThrow();
        return new ActResult.Created(
                reply(yes.id(), act, yes.scope().controller(), subject, state(yes.scope(), topic, subject)));
    }

    /** Sends a request for confirmation once more; it asks for nothing new, and gives no more time. */
    private ActResult apply(Act.AskedAgain act, DataSubject subject) throws SQLException {
        var granted = doubleOptIn.askAgain(act.scope(), subject);
        var event = ConsentEvent.askedAgain(
                head(act, Ids.at(now), subject), unsaid(subject), act.delivery(), granted, doubleOptIn.lapses(granted));
        subject.does(event);
        return new ActResult.Created(ActReply.of(subject));
    }

    private ActResult apply(Act.Preference act, DataSubjects.FoundSubject found) {
        var subject = found.subject();
        var before = subject.terms().preferences();
        var after = act.change().apply(before);
        if (after.equals(before)) return new ActResult.Unchanged(ActReply.of(subject));
        prefers(act, after, subject);
        return new ActResult.Created(ActReply.of(subject));
    }

    private void prefers(Act act, Preferences preferences, DataSubject subject) {
        var evidence = act.evidence().sealedWith("preferences", PreferencesJson.write(preferences));
        does(
                act,
                ConsentEvent.Kind.PREFERENCES,
                new Effect.Preferred(preferences),
                Optional.of(evidence),
                Json.MAPPER.createObjectNode(),
                subject);
    }

    private ActResult apply(Act.Pausing act, DataSubjects.FoundSubject found) {
        var subject = found.subject();
        var pause = act.pause();
        if (!pause.until().isAfter(now)) throw Fault.invalid("until", "lies in the past");
        if (pause.until()
                .isAfter(now.atOffset(ZoneOffset.UTC).plusYears(LONGEST_PAUSE).toInstant())) {
            throw Fault.invalid("until", "is more than two years ahead");
        }
        if (subject.terms().pauses().contains(pause)) return new ActResult.Unchanged(ActReply.of(subject));
        var body = Json.MAPPER.createObjectNode().put("until", ConsentEvent.text(pause.until()));
        ConsentEvent.scope(body, Scope.of(Scope.ALL, pause.topic(), pause.channel()));
        does(
                act,
                ConsentEvent.Kind.PAUSE,
                new Effect.Paused(pause),
                act.evidence().sealed(),
                body,
                subject);
        return new ActResult.Created(ActReply.of(subject));
    }

    private ActResult apply(Act.Resuming act, DataSubjects.FoundSubject found) {
        var subject = found.subject();
        var pausing = subject.terms().pauses().stream()
                .anyMatch(
                        it -> it.isFor(act.channel(), act.topic()) && it.until().isAfter(now));
        if (!pausing) return new ActResult.Unchanged(ActReply.of(subject));
        var body = Json.MAPPER.createObjectNode();
        ConsentEvent.scope(body, Scope.of(Scope.ALL, act.topic(), act.channel()));
        var effect = new Effect.Resumed(act.channel(), act.topic());
        does(act, ConsentEvent.Kind.RESUME, effect, act.evidence().sealed(), body, subject);
        return new ActResult.Created(ActReply.of(subject));
    }

    private void does(
            Act act,
            ConsentEvent.Kind kind,
            Effect effect,
            Optional<Evidence.Sealed> evidence,
            ObjectNode body,
            DataSubject subject) {
        subject.does(ConsentEvent.of(head(act, Ids.at(now), subject), kind, unsaid(subject), body, effect, evidence));
    }

    private ConsentEvent.Head head(Act act, UUID id, DataSubject subject) {
        return new ConsentEvent.Head(subject.person(), subject.next(), id, now, act);
    }

    /** An act without an instant of its own counts as made now, but always after everything the person said before. */
    private Instant made(Act act, DataSubject subject) {
        return act.at().filter(at -> !at.isAfter(now)).orElseGet(() -> unsaid(subject));
    }

    private Instant unsaid(DataSubject subject) {
        return subject.unsaid(now);
    }

    private ActReply reply(UUID id, Act.Spoken act, DataSubject subject, StateAfter after) {
        return reply(id, act, act.controller(), subject, after);
    }

    private ActReply reply(UUID id, Act act, String controller, DataSubject subject, StateAfter after) {
        var person = act.by().is(Caller.SENDER) && !controller.equals(Scope.ALL)
                ? pairwiseIds.of(controller, subject.person())
                : subject.person();
        return new ActReply(id, person, Optional.of(after.state()), after.why(), Optional.empty(), Optional.empty());
    }

    private StateAfter state(Scope scope, TopicRules topic, DataSubject subject) {
        return StateAfter.ofYes(scope, topic, catalog, subject.terms(), now);
    }
}
