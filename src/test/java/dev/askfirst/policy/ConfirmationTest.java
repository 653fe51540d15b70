package dev.askfirst.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.policy.Reason.Code;
import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.ConsentStatement.Refusal.Kind;
import dev.askfirst.policy.term.Effect;
import dev.askfirst.policy.term.Pause;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import dev.askfirst.policy.term.TopicRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One message may confirm a STOP, in time, although no other may go out. */
class ConfirmationTest {

    private static final UUID STOP = new UUID(5, 1);
    private static final Instant SAID = Made.NOW.minusSeconds(60);
    private static final Duration WITHIN = Duration.ofMinutes(5);
    private static final Scope ALL = Scope.of("acme", Scope.ALL, "email");
    private static final ConsentStatement.Refusal NO =
            new ConsentStatement.Refusal(new UUID(4, 1), ALL, SAID, Kind.WITHDRAWAL, true, Optional.of(STOP));
    private static final ConsentStatement.Grant YES = Made.yes(1, -100, Optional.empty(), false);

    @Test
    void aStopIsConfirmedInItsTime() {
        assertEquals(permit(SAID.plus(WITHIN)), decide(facts(stopped())));
        assertEquals(permit(SAID.plus(WITHIN)), decide(at(SAID)));
        assertEquals(permit(SAID.plus(WITHIN)), decide(at(SAID.plus(WITHIN).minusNanos(1))));
        for (var outside : List.of(SAID.minusNanos(1), SAID.plus(WITHIN))) {
            assertEquals(List.of(Code.CONSENT_WITHDRAWN, Code.NOTHING_TO_CONFIRM), codes(decide(at(outside))));
        }
    }

    /** A permit never lasts longer than others do, nor longer than the yes that it rests on. */
    @Test
    void theEarliestEndCounts() {
        var long_ = new ConfirmableStop(STOP, SAID, Duration.ofMinutes(50), "law:x");
        assertEquals(
                permit(Made.NOW.plus(Policy.VALIDITY)), decide(facts(stopped()).confirming(Optional.of(long_))));
        var ending = Made.terms(Made.yes(1, -100, Optional.of(2), false), NO);
        assertEquals(permit(Made.NOW.plusSeconds(120)), decide(facts(ending)));
        var exact = new ConfirmableStop(STOP, SAID, Policy.VALIDITY.plusSeconds(60), "law:x");
        assertEquals(
                permit(Made.NOW.plus(Policy.VALIDITY)), decide(facts(stopped()).confirming(Optional.of(exact))));
    }

    @Test
    void othersSayAsBefore() {
        var plain = Policy.decide(Made.QUESTION, facts(stopped()));
        assertEquals(List.of(Code.CONSENT_WITHDRAWN), codes(plain));
        assertTrue(Policy.decide(Made.QUESTION, Made.facts(Made.terms(YES))) instanceof Decision.Permit);
    }

    /** Even where an ordinary message could go out: the sender would confirm what was not said, or confirm it twice. */
    @Test
    void withoutAStopThereIsNothingToConfirm() {
        assertEquals(List.of(Code.NOTHING_TO_CONFIRM), codes(decide(Made.facts(Made.terms(YES)))));
        assertEquals(List.of(Code.CONSENT_WITHDRAWN, Code.NOTHING_TO_CONFIRM), codes(decide(Made.facts(stopped()))));
        var other = facts(Made.terms(YES, no(Scope.of("globex", Scope.ALL, "email"), STOP)));
        assertEquals(List.of(Code.NOTHING_TO_CONFIRM), codes(decide(other)));
        var started = stopped().after(new Effect.Restarted(Set.of(STOP)));
        assertEquals(List.of(Code.NOTHING_TO_CONFIRM), codes(decide(facts(started))));
        var another = facts(Made.terms(YES, no(ALL, new UUID(5, 2))));
        assertEquals(List.of(Code.CONSENT_WITHDRAWN, Code.NOTHING_TO_CONFIRM), codes(decide(another)));
    }

    @Test
    void onlyTheStopIsPassed() {
        var withdrawn = Made.terms(YES, Made.no(2, -3, Scope.of("acme", "offers", Scope.ALL), Kind.WITHDRAWAL), NO);
        assertEquals(List.of(Code.CONSENT_WITHDRAWN), codes(decide(facts(withdrawn))));
        var objected = Made.terms(YES, Made.no(2, -3, Scope.EVERYTHING, Kind.WITHDRAWAL), NO);
        assertEquals(List.of(Code.OBJECTED, Code.CONSENT_WITHDRAWN), codes(decide(facts(objected))));
        assertEquals(List.of(Code.CONSENT_UNKNOWN), codes(decide(facts(Made.terms(NO)))));
        var earlier = Made.terms(YES, no(ALL, new UUID(5, 2)), NO);
        assertEquals(List.of(Code.CONSENT_WITHDRAWN), codes(decide(facts(earlier))));
    }

    @Test
    void aTopicWithoutConsentNeedsNone() {
        var orders =
                new Question("acme", "orders", "email", Optional.of(Made.POINT), Authorship.AUTOMATED, false, true);
        var facts = new Facts(Made.NOW, Made.terms(NO), List.of(), Made.ORDERS).confirming(Optional.of(stop()));
        assertEquals(new Decision.Permit(SAID.plus(WITHIN), Optional.empty()), Policy.decide(orders, facts));
    }

    @Test
    void aSuppressionStandsAndARegisterBindsMarketingAlone() {
        var bounced = suppressed(new Suppression("*"));
        assertEquals(List.of(Code.SUPPRESSED), codes(decide(bounced)));
        var registered = suppressed(new Suppression("*", Optional.of(SAID)));
        assertEquals(permit(SAID.plus(WITHIN)), decide(registered));
    }

    /** The person has just written: nothing delays the one answer, nor does it matter who writes it. */
    @Test
    void nothingDelaysIt() {
        var preferences = new Preferences(
                Optional.empty(),
                Optional.of("UTC"),
                Optional.empty(),
                List.of(new Preferences.Window("*", "*", Set.of(), 0, 1)),
                List.of(Made.cap("offers", 0, "P7D")),
                List.of(new Preferences.AuthorshipChoice("*", "*", Set.of(Authorship.PERSONAL))),
                List.of());
        var terms = stopped()
                .after(new Effect.Preferred(preferences))
                .after(new Effect.Paused(new Pause("*", "*", Made.NOW.plusSeconds(3600))));
        var law = new Jurisdictions.Bound(Made.rest(Instant.EPOCH, false), Made.UTC);
        var facts = Made.facts(terms, List.of(law)).confirming(Optional.of(stop()));
        var used = Limits.used(Limits.of(question(), facts, List.of()), question(), List.of(), facts.at());
        assertEquals(permit(SAID.plus(WITHIN)), Policy.decide(question(), facts.with(used)));
        var late = Policy.decide(question(), Made.facts(terms, List.of(law)));
        assertEquals(
                List.of(
                        Code.CONSENT_WITHDRAWN,
                        Code.AUTHORSHIP_REFUSED,
                        Code.NOTHING_TO_CONFIRM,
                        Code.PAUSED,
                        Code.OUTSIDE_WINDOW,
                        Code.QUIET_HOURS),
                codes(late));
    }

    @Test
    void itIsConfirmedOnce() {
        var facts = facts(stopped());
        var limits = Limits.of(question(), facts, List.of(Made.cap("offers", 1, "P7D")));
        assertEquals(1, limits.size(), "no other cap binds it");
        assertEquals("law:x", limits.getFirst().source());
        var ordinary = Made.use(0, "offers");
        var others = List.of(ordinary, ordinary.confirming(new UUID(5, 2)));
        assertEquals(permit(SAID.plus(WITHIN)), decide(facts.with(used(limits, others))));
        var confirmed = List.of(ordinary, ordinary.confirming(STOP));
        assertEquals(
                new CapCount("law:x", 1, 0, Optional.empty()),
                used(limits, confirmed).getFirst().spent());
        assertEquals(
                List.of(Code.CONSENT_WITHDRAWN, Code.NOTHING_TO_CONFIRM),
                codes(decide(facts.with(used(limits, confirmed)))));
        assertEquals(List.of(), Limits.of(question(), Made.facts(stopped()), List.of(Made.cap("offers", 1, "P7D"))));
    }

    @Test
    void noOtherCapCountsAConfirmation() {
        var house = List.of(Made.cap("offers", 1, "P7D"));
        var facts = Made.facts(Made.terms(YES));
        var limits = Limits.of(Made.QUESTION, facts, house);
        var uses = List.of(Made.use(0, "offers").confirming(STOP));
        assertEquals(
                0,
                Limits.used(limits, Made.QUESTION, uses, Made.NOW)
                        .getFirst()
                        .spent()
                        .used());
        assertFalse(limits.getFirst().mayCount(uses.getFirst(), Made.NOW));
    }

    /** A STOP may be confirmed within an hour at most: for so long it is remembered that it was. */
    @Test
    void aConfirmationIsRememberedForAnHour() {
        var use = Made.use(0, "offers").confirming(STOP);
        var hour = Made.NOW.plus(ConfirmableStop.LONGEST);
        assertEquals(
                List.of(use), Limits.counting(List.of(use), Terms.EMPTY, List.of(), List.of(), hour.minusNanos(1)));
        assertEquals(List.of(), Limits.counting(List.of(use), Terms.EMPTY, List.of(), List.of(), hour));
        var capped = List.of(Made.cap("offers", 1, "P7D"));
        assertEquals(List.of(), Limits.counting(List.of(use), Terms.EMPTY, capped, List.of(), hour));
    }

    @Test
    void whatCountsOneStopDoesNotCountAnother() {
        var one = Limit.of(stop());
        var other = Limit.of(new ConfirmableStop(new UUID(5, 2), SAID, WITHIN, "law:x"));
        assertTrue(one.countsAs(Limit.of(stop())));
        assertFalse(one.countsAs(other));
        assertNotEquals(one, other);
    }

    private static Terms stopped() {
        return Made.terms(YES, NO);
    }

    private static ConsentStatement.Refusal no(Scope scope, UUID stop) {
        return new ConsentStatement.Refusal(
                new UUID(4, 9), scope, SAID.minusSeconds(1), Kind.WITHDRAWAL, true, Optional.of(stop));
    }

    private static ConfirmableStop stop() {
        return new ConfirmableStop(STOP, SAID, WITHIN, "law:x");
    }

    private static Facts facts(Terms terms) {
        return Made.facts(terms).confirming(Optional.of(stop()));
    }

    private static Facts at(Instant at) {
        return new Facts(at, stopped(), List.of(), Made.OFFERS).confirming(Optional.of(stop()));
    }

    private static Facts suppressed(Suppression suppression) {
        var marketing = new TopicRules("offers", "marketing", true, false, false);
        return new Facts(Made.NOW, stopped(), List.of(suppression), marketing).confirming(Optional.of(stop()));
    }

    private static List<CapUsage> used(List<Limit> limits, List<CountedPermit> uses) {
        return Limits.used(limits, question(), uses, Made.NOW);
    }

    private static Question question() {
        return new Question("acme", "offers", "email", Optional.of(Made.POINT), Authorship.AUTOMATED, false, true);
    }

    private static Decision decide(Facts facts) {
        return Policy.decide(question(), facts);
    }

    private static Decision permit(Instant until) {
        return new Decision.Permit(until, Optional.of(YES.id()));
    }

    private static List<Code> codes(Decision decision) {
        return decision.reasons().stream().map(Reason::code).toList();
    }
}
