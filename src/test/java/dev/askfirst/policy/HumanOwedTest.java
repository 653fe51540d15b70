package dev.askfirst.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Effect;
import dev.askfirst.policy.term.Owed;
import dev.askfirst.policy.term.Pause;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import dev.askfirst.policy.term.TopicRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A late answer holds a controller's machines, to the instant, and nobody else; only the answer ends that. */
class HumanOwedTest {

    private static final Instant DUE = Made.NOW;
    private static final UUID REQUEST = new UUID(6, 1);
    private static final Terms ASKED = yes().after(new Effect.Asked(new Owed(REQUEST, "acme", DUE)));

    @Test
    void itHoldsFromTheInstantAtWhichItIsLate() {
        assertEquals(new Decision.Permit(DUE, Optional.of(new UUID(1, 1))), decide(ASKED, DUE.minusNanos(1000)));
        assertEquals(
                new Decision.Defer(
                        DUE.plus(Duration.ofDays(1)),
                        List.of(new Reason(
                                Reason.Code.HUMAN_OWED,
                                Optional.of(DUE.plus(Duration.ofDays(1))),
                                Optional.of("human_request:" + REQUEST)))),
                decide(ASKED, DUE));
    }

    @Test
    void aPermitEndsWhenTheAnswerIsLate() {
        var before = DUE.minusSeconds(60);
        assertEquals(DUE, ((Decision.Permit) decide(ASKED, before)).validUntil());
        var early = DUE.minus(Duration.ofHours(1));
        assertEquals(early.plus(Policy.VALIDITY), ((Decision.Permit) decide(ASKED, early)).validUntil());
    }

    @Test
    void whoeverAsksAgainADayLaterIsToldTheSame() {
        for (var days = 0; days < 40; days++) {
            var at = DUE.plus(Duration.ofDays(days));
            assertEquals(at.plus(Duration.ofDays(1)), ((Decision.Defer) decide(ASKED, at)).notBefore());
        }
        assertEquals(
                Decision.Permit.class,
                decide(ASKED.after(new Effect.Answered(REQUEST)), DUE).getClass());
    }

    /** After another delay nobody is told an instant at which the answer has just become late. */
    @Test
    void whatIsNotLateYetIsForeseen() {
        var pause = new Pause(Scope.ALL, Scope.ALL, DUE.plusSeconds(60));
        var terms = ASKED.after(new Effect.Paused(pause));
        var held = (Decision.Defer) decide(terms, DUE.minusSeconds(60));
        assertEquals(DUE.plus(Duration.ofDays(1)), held.notBefore());
        assertEquals(
                List.of(Reason.Code.PAUSED),
                held.reasons().stream().map(Reason::code).toList());
    }

    @Test
    void anAnswerToAnotherRequestEndsNothing() {
        assertEquals(ASKED, ASKED.after(new Effect.Answered(new UUID(6, 2))));
        assertEquals(ASKED, ASKED.after(new Effect.Asked(new Owed(REQUEST, "acme", DUE))));
    }

    /** Against the sentence of the rule itself, over made-up people. */
    @Test
    void theRuleIsWhatItsSentenceSays() {
        var random = new Random(19);
        for (var time = 0; time < 20_000; time++) {
            var terms = yes();
            var owed = new ArrayList<Owed>();
            for (var some = random.nextInt(4); some > 0; some--) {
                var one = new Owed(
                        new UUID(6, random.nextInt(5)),
                        random.nextBoolean() ? "acme" : "globex",
                        DUE.plusSeconds(random.nextInt(400_000) - 200_000));
                owed.removeIf(it -> it.request().equals(one.request()));
                owed.add(one);
                terms = terms.after(new Effect.Asked(one));
            }
            var authorship = Authorship.values()[random.nextInt(3)];
            var topic = random.nextBoolean() ? Made.OFFERS : new TopicRules("offers", "service", true, false, true);
            var critical = random.nextInt(4) == 0;
            var question = new Question("acme", "offers", "email", Optional.of(Made.POINT), authorship, critical);
            var late = owed.stream()
                    .anyMatch(it -> it.controller().equals("acme") && !it.due().isAfter(DUE));
            var held = late && authorship == Authorship.AUTOMATED && topic.marketing() && !critical;
            var decision = Policy.decide(question, new Facts(DUE, terms, List.of(), topic));
            assertEquals(held, decision instanceof Decision.Defer, () -> question + " " + owed);
            if (decision instanceof Decision.Defer(var notBefore, var _)) assertEquals(again(owed), notBefore);
        }
    }

    /** A day later, or a day after whatever is late by then. */
    private static Instant again(List<Owed> owed) {
        var again = DUE.plus(Duration.ofDays(1));
        for (var it : owed.stream().sorted(Comparator.comparing(Owed::due)).toList()) {
            var later = it.due().plus(Duration.ofDays(1));
            if (it.controller().equals("acme") && !it.due().isAfter(again) && later.isAfter(again)) again = later;
        }
        return again;
    }

    private static Terms yes() {
        return Made.terms(new ConsentStatement.Grant(
                new UUID(1, 1),
                Made.AT,
                Made.NOW.minus(Duration.ofDays(90)),
                Optional.empty(),
                false,
                Optional.empty()));
    }

    private static Decision decide(Terms terms, Instant at) {
        return Policy.decide(Made.QUESTION, new Facts(at, terms, List.of(), Made.OFFERS));
    }
}
