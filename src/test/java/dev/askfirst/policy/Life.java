package dev.askfirst.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.person.point.PreferencesJson;
import dev.askfirst.policy.GoldenCase.Act;
import dev.askfirst.policy.GoldenCase.Step;
import dev.askfirst.policy.attention.Waiting;
import dev.askfirst.policy.term.Approach;
import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Effect;
import dev.askfirst.policy.term.Pause;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Spread;
import dev.askfirst.policy.term.Terms;
import dev.askfirst.policy.term.TopicRules;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What happens in a golden case, on the pure core. The contacts {@code a} and {@code b} are one person's, {@code x}
 * another's.
 */
final class Life {

    private static final Duration CONFIRMABLE = Duration.ofDays(7);
    private static final Map<String, Period> LASTS =
            Map.of("purchase", Period.ofYears(2), "contract_end", Period.ofYears(2), "inquiry", Period.ofMonths(6));
    private static final Map<String, UUID> POINTS =
            Map.of("a", new UUID(7, 1), "b", new UUID(7, 2), "x", new UUID(7, 3));

    private record Suppressed(String contact, String controller, Optional<Instant> listed) {
        static Suppressed by(Step step) {
            var listed = step.reason().filter("do_not_call"::equals).map(_ -> step.at());
            return new Suppressed(step.contact(), step.topic(), listed);
        }
    }

    private final Map<String, Terms> people = new HashMap<>();
    private final List<Suppressed> suppressed = new ArrayList<>();
    private final Map<String, List<CountedPermit>> uses = new HashMap<>();
    private final Map<String, Instant> erased = new HashMap<>();
    private final WaitingOfCase waiting = new WaitingOfCase();
    private final StopsOfCase stops;
    private boolean merged;
    private int told, wrote, acts;

    private Life(GoldenCase golden) {
        this.stops = new StopsOfCase(golden);
    }

    static Life of(GoldenCase golden) {
        var life = new Life(golden);
        for (var step : golden.given()) life.happens(step);
        return life;
    }

    static TopicRules topic(String id) {
        return TopicsOfCase.get(id);
    }

    /** As in the demo's catalog. */
    static boolean mayBeCritical(String sender) {
        return sender.equals("acme-mailer");
    }

    static UUID point(String contact) {
        return POINTS.getOrDefault(contact, new UUID(7, contact.hashCode()));
    }

    Terms terms(String contact) {
        return said(contact).servedBy(IntentsOfCase::serving);
    }

    private Terms said(String contact) {
        return people.getOrDefault(person(contact), Terms.EMPTY);
    }

    /** The permits that this contact's person was given. */
    List<CountedPermit> uses(String contact) {
        return uses.getOrDefault(person(contact), List.of());
    }

    /** The messages that wait for this contact's person, and until when the one of the question may. */
    Waiting waiting(String contact, GoldenCase.Near near) {
        return waiting.of(person(contact), Optional.ofNullable(near.until()));
    }

    List<Suppression> suppressions(String contact) {
        return suppressed.stream()
                .filter(it -> it.contact().equals(contact))
                .map(it -> new Suppression(it.controller(), it.listed()))
                .toList();
    }

    /** The word of a step that is one. */
    static Optional<ConsentStatement> word(Step step, UUID id) {
        return switch (step.act()) {
            case GRANT, ASK -> Optional.of(yes(step, id));
            case REFUSAL -> Optional.of(no(step, id, ConsentStatement.Refusal.Kind.REFUSAL));
            case WITHDRAWAL -> Optional.of(no(step, id, ConsentStatement.Refusal.Kind.WITHDRAWAL));
            case CONFIRMATION, SUPPRESSION, LIFT, PAUSE, RESUME, PREFERENCES, PERMIT, STOP -> Optional.empty();
            case MERGE, HUMAN_REQUEST, HUMAN_ANSWER, FEEDBACK, INTENT, INTENT_ENDED, TOLD, WROTE, AUTHOR, ERASURE ->
                Optional.empty();
        };
    }

    private void happens(Step step) {
        var id = new UUID(1, acts++);
        switch (step.act()) {
            case GRANT, ASK, REFUSAL, WITHDRAWAL -> says(step, word(step, id).orElseThrow());
            case CONFIRMATION -> confirms(step);
            case SUPPRESSION -> suppressed.add(Suppressed.by(step));
            case LIFT -> suppressed.remove(Suppressed.by(step));
            case PAUSE ->
                does(
                        step,
                        new Effect.Paused(new Pause(
                                step.channel(), step.topic(), step.until().orElseThrow())));
            case RESUME -> resumes(step);
            case PREFERENCES ->
                does(step, new Effect.Preferred(PreferencesJson.read(step.set().orElseThrow())));
            case PERMIT -> asks(step, id);
            case STOP -> stops.say(step, id).forEach(no -> does(step, new Effect.Said(no)));
            case MERGE -> merges(step);
            case HUMAN_REQUEST -> does(step, HumansOfCase.asked(step, id));
            case HUMAN_ANSWER -> does(step, HumansOfCase.answered(step, terms(step.contact())));
            case FEEDBACK -> does(step, new Effect.Rated(step.controller(), step.topic(), RatedMessages.ratings(step)));
            case INTENT -> does(step, IntentsOfCase.said(step, id));
            case INTENT_ENDED -> does(step, IntentsOfCase.ended(step, terms(step.contact())));
            case TOLD -> told = Integer.parseInt(step.topic());
            case WROTE -> wrote = Integer.parseInt(step.topic());
            case ERASURE -> erases(step);
            case AUTHOR -> {}
        }
    }

    /** How far the letter of the case has spread, once it is told to the one who is asked about. */
    Spread spread() {
        return new Spread(told + 1, told + 1, 0, Math.max(wrote, GoldenCase.LETTER_WORDS));
    }

    private void says(Step step, ConsentStatement word) {
        var forgotten = Optional.ofNullable(erased.get(step.contact()));
        var tooOld = forgotten.filter(at -> word.made().isBefore(at)).isPresent();
        var refused = tooOld || word instanceof ConsentStatement.Grant yes && standsAgainst(step, yes);
        assertEquals(step.refused(), refused, "it is too old, or a no stands against it");
        if (!refused) does(step, new Effect.Said(word));
    }

    /** The rule for senders: a later date, and proof at first hand. */
    private boolean standsAgainst(Step step, ConsentStatement.Grant yes) {
        if (!step.bySender()) return false;
        var standing = Consent.standingNo(question(yes.scope()), topic(step.topic()), terms(step.contact()), step.at());
        var firstHand = !step.evidence().equals(Optional.of("api"));
        return standing.filter(no -> !firstHand || !step.at().isAfter(no.made()))
                .isPresent();
    }

    private void confirms(Step step) {
        var terms = terms(step.contact());
        var scope = Scope.of(step.controller(), step.topic(), step.channel()).at(point(step.contact()));
        var asked = terms.grants().stream()
                .filter(yes -> yes.pending() && yes.scope().equals(scope))
                .filter(yes -> !Consent.overtaken(yes, question(scope), topic(step.topic()), terms))
                .filter(yes -> step.at().isBefore(yes.made().plus(CONFIRMABLE)))
                .findFirst();
        assertEquals(step.refused(), asked.isEmpty(), "it is too late to confirm");
        asked.ifPresent(yes -> does(step, new Effect.Said(yes.confirmed(step.at()))));
    }

    private void resumes(Step step) {
        var paused = terms(step.contact()).pauses().stream().anyMatch(it -> it.isFor(step.channel(), step.topic()));
        assertEquals(step.refused(), !paused, "there is no such pause");
        if (paused) does(step, new Effect.Resumed(step.channel(), step.topic()));
    }

    private void merges(Step step) {
        var other = people.remove("other");
        uses.computeIfAbsent("ana", _ -> new ArrayList<>()).addAll(uses.getOrDefault("other", List.of()));
        merged = true;
        does(step, new Effect.Merged(other == null ? Terms.EMPTY : other, step.at()));
    }

    /** The STOP that a question confirms. */
    Optional<ConfirmableStop> confirmable(Question question, String contact, Instant at) {
        return stops.confirmable(question, contact, terms(contact).preferences(), at);
    }

    private void asks(Step step, UUID id) {
        var question = new Question(
                step.controller(),
                step.topic(),
                step.channel(),
                Optional.of(point(step.contact())),
                Authorship.AUTOMATED,
                false,
                step.confirms(),
                Approach.by(step.channel(), step.near().approach()));
        var stop = confirmable(question, step.contact(), step.at());
        var facts = new Facts(step.at(), terms(step.contact()), suppressions(step.contact()), topic(step.topic()))
                .confirming(stop);
        var limits = Limits.of(question, facts, List.of());
        var used = Limits.used(
                limits,
                question,
                uses(step.contact()),
                waiting(step.contact(), step.near()),
                step.at(),
                step.near()::isOf);
        var decision = Policy.decide(question, facts.with(used));
        waiting.decided(person(step.contact()), question, decision, step.until(), id, step.at());
        var permitted = decision instanceof Decision.Permit;
        assertEquals(step.refused(), !permitted, () -> "a permit at " + step.at());
        if (permitted) {
            var plain = CountedPermit.of(id, step.at(), question, facts.topic(), "marketing");
            var permit = plain.relyingOn(IntentsOfCase.relied(decision, question, facts.with(used)));
            var use = limits.stream().anyMatch(Limit::samePlace)
                    ? permit.near(step.near().mark())
                    : permit;
            uses.computeIfAbsent(person(step.contact()), _ -> new ArrayList<>())
                    .add(stop.map(it -> use.confirming(it.id())).orElse(use));
        }
    }

    /** What must stay of a no stays as a suppression of each of the person's contacts. */
    private void erases(Step step) {
        var gone = person(step.contact());
        var terms = people.remove(gone);
        uses.remove(gone);
        for (var contact : POINTS.keySet()) {
            if (!person(contact).equals(gone)) continue;
            erased.put(contact, step.at());
            terms.refusals().stream()
                    .filter(ConsentStatement.Refusal::isObjection)
                    .filter(no ->
                            no.scope().point().isEmpty() || no.scope().point().equals(Optional.of(POINTS.get(contact))))
                    .forEach(no ->
                            suppressed.add(new Suppressed(contact, no.scope().controller(), Optional.empty())));
        }
    }

    private void does(Step step, Effect effect) {
        people.put(person(step.contact()), said(step.contact()).after(effect));
    }

    private String person(String contact) {
        return merged || contact.equals("a") || contact.equals("b") ? "ana" : "other";
    }

    private static Question question(Scope scope) {
        return new Question(
                scope.controller(), scope.topic(), scope.channel(), scope.point(), Authorship.AUTOMATED, false);
    }

    private static ConsentStatement yes(Step step, UUID id) {
        var pending = step.act() == Act.ASK
                || topic(step.topic()).doubleOptIn() && step.confirmed().isEmpty();
        var made = step.confirmed().orElse(step.at());
        var byKind = step.ground()
                .map(it -> it.since()
                        .orElse(made)
                        .atOffset(ZoneOffset.UTC)
                        .plus(LASTS.get(it.kind()))
                        .toInstant());
        var ends = step.expires()
                .filter(end -> byKind.filter(end::isAfter).isEmpty())
                .or(() -> byKind);
        return new ConsentStatement.Grant(
                id,
                scope(step).at(point(step.contact())),
                made,
                ends,
                pending,
                Optional.empty(),
                step.ground().isEmpty());
    }

    private static ConsentStatement no(Step step, UUID id, ConsentStatement.Refusal.Kind kind) {
        var scope = step.contactOnly() ? scope(step).at(point(step.contact())) : scope(step);
        return new ConsentStatement.Refusal(id, scope, step.at(), kind, step.services());
    }

    private static Scope scope(Step step) {
        return Scope.of(step.controller(), step.topic(), step.channel());
    }
}
