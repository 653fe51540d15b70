package dev.askfirst.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.policy.Reason.Code;
import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.Effect;
import dev.askfirst.policy.term.Intent;
import dev.askfirst.policy.term.IntentUse;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What people look for: what it permits, how often, and how long nobody asks afterwards. */
class WantedTest {

    private static final Instant NOW = Made.NOW;
    private static final UUID ID = new UUID(5, 1);
    private static final Intent WISH = wish(ID, 2, NOW.plus(Duration.ofDays(30)));

    @Test
    void aPermitNamesItAndWhatIsLeftAndEndsWithIt() {
        assertEquals(
                new Decision.Permit(NOW.plus(Policy.VALIDITY), Optional.of(ID)), decide(looking(WISH), List.of(), NOW));
        assertEquals(Optional.of(new IntentUse(ID, 1)), use(looking(WISH), List.of(), NOW));
        assertEquals(Optional.of(new IntentUse(ID, 0)), use(looking(WISH), List.of(permit(ID, NOW)), NOW));
        var ending = looking(wish(ID, 2, NOW.plusSeconds(60)));
        assertEquals(new Decision.Permit(NOW.plusSeconds(60), Optional.of(ID)), decide(ending, List.of(), NOW));
        assertEquals(Optional.empty(), use(Made.terms(Made.yes(1, -100, Optional.empty(), false)), List.of(), NOW));
    }

    /** A yes that a permit names is what it relies on, and what needs no yes relies on none. */
    @Test
    void aPermitThatNamesNoIntentUsesNoneUp() {
        var facts = facts(looking(WISH), Made.QUESTION, List.of(), NOW);
        for (var named : List.of(Optional.of(new UUID(3, 1)), Optional.<UUID>empty()))
            assertEquals(Optional.empty(), Wanted.use(new Decision.Permit(NOW, named), Made.QUESTION, facts));
        var orders = new Intent(ID, "orders", Set.of(Scope.ALL), Set.of(), WISH.until(), 1, Optional.empty());
        var free = new Facts(NOW, looking(orders), List.of(), Made.ORDERS);
        var question = about("orders", "acme", "email");
        var permit = Policy.decide(question, free);
        assertEquals(new Decision.Permit(NOW.plus(Policy.VALIDITY), Optional.empty()), permit);
        assertEquals(List.of(), Limits.of(question, free, List.of()));
    }

    @Test
    void itsEndSaysUntilWhenNobodyAsks() {
        var over = looking(wish(ID, 2, NOW));
        assertEquals(rested(NOW.plus(Intent.REST)), decide(over, List.of(), NOW));
        assertEquals(
                rested(NOW.plus(Intent.REST)),
                decide(over, List.of(), NOW.plus(Intent.REST).minusNanos(1000)));
        assertEquals(unknown(), decide(over, List.of(), NOW.plus(Intent.REST)));
        var last = facts(
                over,
                Made.QUESTION,
                List.of(),
                over.intents().getFirst().restedBy().minusNanos(1000));
        assertEquals(1, last.used().size());
        assertEquals(
                List.of(),
                facts(over, Made.QUESTION, List.of(), NOW.plus(Intent.REST)).used());
        var ended = looking(WISH).after(new Effect.IntentEnded(ID, NOW.minusSeconds(5)));
        assertEquals(rested(NOW.minusSeconds(5).plus(Intent.REST)), decide(ended, List.of(), NOW));
        assertEquals(ended, ended.after(new Effect.IntentEnded(ID, NOW)));
        assertEquals(looking(WISH), looking(WISH).after(new Effect.IntentEnded(new UUID(5, 9), NOW)));
    }

    @Test
    void itIsUsedUpWithItsLastPermitAndTheDaysCountFromThat() {
        var used = List.of(
                permit(ID, NOW.minusSeconds(20)), permit(ID, NOW.minusSeconds(90)), permit(new UUID(5, 2), NOW));
        assertEquals(rested(NOW.minusSeconds(20).plus(Intent.REST)), decide(looking(WISH), used, NOW));
        assertEquals(unknown(), decide(looking(WISH), used, NOW.minusSeconds(20).plus(Intent.REST)));
        var atItsEnd = looking(wish(ID, 2, NOW.minusSeconds(10)));
        assertEquals(rested(NOW.minusSeconds(20).plus(Intent.REST)), decide(atItsEnd, used, NOW));
        var more = List.of(permit(ID, NOW.minusSeconds(20)), permit(ID, NOW.minusSeconds(90)), permit(ID, NOW));
        assertEquals(rested(NOW.minusSeconds(20).plus(Intent.REST)), decide(looking(WISH), more, NOW));
    }

    @Test
    void ofSeveralTheFirstToEndIsUsedAndTheLastToRestIsTold() {
        var sooner = wish(new UUID(5, 3), 1, NOW.plusSeconds(1000));
        var same = wish(new UUID(5, 4), 1, NOW.plusSeconds(1000));
        var both = looking(WISH, same, sooner);
        assertEquals(Optional.of(new IntentUse(sooner.id(), 0)), use(both, List.of(), NOW));
        assertEquals(Optional.of(new IntentUse(same.id(), 0)), use(both, List.of(permit(sooner.id(), NOW)), NOW));
        assertEquals(
                Optional.of(new IntentUse(ID, 1)),
                use(both, List.of(permit(sooner.id(), NOW), permit(same.id(), NOW)), NOW));
        var two = looking(wish(ID, 1, NOW.minusSeconds(50)), wish(new UUID(5, 3), 1, NOW.minusSeconds(10)));
        assertEquals(new UUID(5, 3), restOf(decide(two, List.of(), NOW)));
    }

    @Test
    void itIsAskedOnlyOfThoseThatItTouches() {
        assertTrue(WISH.touches(Made.QUESTION));
        assertFalse(WISH.touches(about("events", "acme", "email")));
        var below = new Intent(ID, "offers.shoes", Set.of(Scope.ALL), Set.of(), WISH.until(), 1, Optional.empty());
        assertFalse(below.touches(Made.QUESTION));
        assertTrue(below.isAbout("offers") && below.isAbout("offers.shoes.red") && !below.isAbout("offers.bags"));
        var narrow = new Intent(ID, "offers", Set.of("acme"), Set.of("sms"), WISH.until(), 1, Optional.empty());
        assertTrue(narrow.touches(about("offers", "acme", "sms")));
        assertFalse(narrow.touches(Made.QUESTION));
        assertFalse(narrow.touches(about("offers", "globex", "sms")));
    }

    @Test
    void whoDoesNotServeItIsNotToldOfIt() {
        var globex = looking(WISH).servedBy(_ -> Set.of("globex"));
        assertEquals(unknown(), decide(globex, List.of(), NOW));
        var deny = (Decision.Deny) decide(looking(wish(ID, 1, NOW)).servedBy(_ -> Set.of("globex")), List.of(), NOW);
        assertEquals(Decision.CUT, Policy.cut(deny, Made.QUESTION, globex));
        var rested = decide(looking(wish(ID, 1, NOW)), List.of(), NOW);
        assertEquals(Decision.CUT, Policy.cut(rested, Made.QUESTION, globex));
        assertEquals(rested, Policy.cut(rested, Made.QUESTION, looking(WISH).servedBy(_ -> Set.of("acme"))));
        assertSame(Terms.EMPTY, Terms.EMPTY.servedBy(_ -> Set.of("acme")));
        var named = new Intent(ID, "offers", Set.of("acme", "initech"), Set.of(), WISH.until(), 1, Optional.empty());
        assertEquals(
                Set.of("acme"),
                looking(named)
                        .servedBy(_ -> Set.of("acme", "globex"))
                        .intents()
                        .getFirst()
                        .controllers());
    }

    @Test
    void whoIsNamedIsSpokenToAndOneIntentMayNameSeveral() {
        var acme = new Intent(ID, "offers", Set.of("acme"), Set.of(), WISH.until(), 1, Optional.empty());
        var globex = new Intent(ID, "offers", Set.of("globex"), Set.of(), WISH.until(), 1, Optional.empty());
        var both = looking(acme, globex);
        assertEquals(List.of("acme", "globex"), both.controllers());
        assertEquals(
                List.of(Set.of("acme", "globex")),
                both.intents().stream().map(Intent::controllers).toList());
        assertEquals(List.of(), looking(WISH).controllers());
    }

    @Test
    void whatSaysNothingAnyMoreIsForgottenWhenMoreIsSaid() {
        var old = wish(ID, 1, NOW.minus(Intent.REST));
        var later = wish(new UUID(5, 2), 1, NOW.plusSeconds(5));
        assertEquals(
                List.of(later),
                looking(old).after(new Effect.Wanted(later, NOW)).intents());
        assertEquals(
                List.of(old, later),
                looking(old)
                        .after(new Effect.Wanted(later, NOW.minusNanos(1000)))
                        .intents());
    }

    @Test
    void itsPermitsAreCountedAsLongAsTheySaySomething() {
        var uses = List.of(permit(ID, NOW), permit(new UUID(5, 9), NOW), Made.use(0, "offers"));
        var kept = Limits.counting(
                uses, looking(WISH), List.of(), List.of(), WISH.restedBy().minusNanos(1000));
        assertEquals(uses.subList(0, 1), kept);
        assertEquals(List.of(), Limits.counting(uses, looking(WISH), List.of(), List.of(), WISH.restedBy()));
    }

    @Test
    void whoeverWouldAskForAYesIsToldUntilWhenNot() {
        var over = looking(wish(ID, 1, NOW));
        assertEquals(Optional.of(NOW.plus(Intent.REST)), Wanted.restUntil(over, "offers", List.of(), NOW));
        assertEquals(Optional.of(NOW.plus(Intent.REST)), Wanted.restUntil(over, "offers.bags", List.of(), NOW));
        assertEquals(Optional.empty(), Wanted.restUntil(over, "events", List.of(), NOW));
        assertEquals(Optional.empty(), Wanted.restUntil(looking(WISH), "offers", List.of(), NOW));
        var used = List.of(permit(ID, NOW.minusSeconds(3)), permit(ID, NOW.minusSeconds(2)));
        var until = Optional.of(NOW.minusSeconds(2).plus(Intent.REST));
        assertEquals(until, Wanted.restUntil(looking(WISH), "offers", used, NOW));
        assertEquals(until, Wanted.restUntil(WISH, used, NOW));
        assertEquals(2, Wanted.used(WISH, List.of(used.getFirst(), permit(new UUID(5, 9), NOW), used.getLast())));
        var question = Made.QUESTION;
        var past = Wanted.counted(
                question,
                Made.facts(looking(WISH)),
                List.of(permit(ID, NOW.minusSeconds(1)), permit(ID, NOW), permit(ID, NOW.plusNanos(1000))));
        assertEquals(List.of(2), past.stream().map(it -> it.spent().used()).toList());
    }

    /** Against a plain count, over made-up people, intents and questions, in the order in which they come. */
    @Test
    void neverMoreThanItSaysAndNeverFewer() {
        var random = new Random(19);
        for (var life = 0; life < 400; life++) {
            var intents = new ArrayList<Intent>();
            for (var n = 0; n < 1 + random.nextInt(3); n++)
                intents.add(new Intent(
                        new UUID(5, n),
                        random.nextBoolean() ? "offers" : "offers.shoes",
                        random.nextBoolean() ? Set.of(Scope.ALL) : Set.of("acme"),
                        random.nextBoolean() ? Set.of() : Set.of("email"),
                        NOW.plusSeconds(random.nextInt(1000)),
                        1 + random.nextInt(3),
                        Optional.empty()));
            var terms = looking(intents.toArray(Intent[]::new));
            var uses = new ArrayList<CountedPermit>();
            var left = new HashMap<UUID, Integer>();
            intents.forEach(it -> left.put(it.id(), it.max()));
            for (var second = 0; second < 1000; second += 1 + random.nextInt(60))
                asked(question(random), terms, intents, uses, left, NOW.plusSeconds(second));
        }
    }

    private static void asked(
            Question question,
            Terms terms,
            List<Intent> intents,
            List<CountedPermit> uses,
            Map<UUID, Integer> left,
            Instant at) {
        var facts = facts(terms, question, uses, at);
        var decision = Policy.decide(question, facts);
        var open = intents.stream()
                .anyMatch(it -> it.touches(question) && at.isBefore(it.until()) && left.get(it.id()) > 0);
        assertEquals(open, decision instanceof Decision.Permit, () -> question + " " + intents);
        var use = Wanted.use(decision, question, facts);
        assertEquals(open, use.isPresent());
        if (use.isEmpty()) return;
        assertEquals(left.merge(use.get().id(), -1, Integer::sum), use.get().left());
        uses.add(permit(use.get().id(), at));
    }

    private static Question question(Random random) {
        return about(
                List.of("offers", "offers.shoes", "offers.shoes.red").get(random.nextInt(3)),
                random.nextBoolean() ? "acme" : "globex",
                random.nextBoolean() ? "email" : "sms");
    }

    private static Question about(String topic, String controller, String channel) {
        return new Question(controller, topic, channel, Optional.of(Made.POINT), Authorship.AUTOMATED, false);
    }

    private static Facts facts(Terms terms, Question question, List<CountedPermit> uses, Instant at) {
        var facts = new Facts(at, terms, List.of(), Made.OFFERS);
        return facts.with(Limits.used(Limits.of(question, facts, List.of()), question, uses, at));
    }

    private static Decision decide(Terms terms, List<CountedPermit> uses, Instant at) {
        return Policy.decide(Made.QUESTION, facts(terms, Made.QUESTION, uses, at));
    }

    private static Optional<IntentUse> use(Terms terms, List<CountedPermit> uses, Instant at) {
        var facts = facts(terms, Made.QUESTION, uses, at);
        return Wanted.use(Policy.decide(Made.QUESTION, facts), Made.QUESTION, facts);
    }

    private static Decision rested(Instant until) {
        return new Decision.Deny(List.of(
                Reason.of(Code.CONSENT_UNKNOWN),
                new Reason(Code.INTENT_OVER, Optional.of(until), Optional.of("intent:" + ID))));
    }

    private static UUID restOf(Decision decision) {
        var source = decision.reasons().getLast().source().orElseThrow();
        return UUID.fromString(source.substring("intent:".length()));
    }

    private static Decision unknown() {
        return new Decision.Deny(List.of(Reason.of(Code.CONSENT_UNKNOWN)));
    }

    private static Terms looking(Intent... intents) {
        var terms = Terms.EMPTY;
        for (var intent : intents) terms = terms.after(new Effect.Wanted(intent, Instant.EPOCH));
        return terms;
    }

    private static Intent wish(UUID id, int max, Instant until) {
        return new Intent(id, "offers", Set.of(Scope.ALL), Set.of(), until, max, Optional.empty());
    }

    private static CountedPermit permit(UUID intent, Instant at) {
        return new CountedPermit(UUID.randomUUID(), at, "globex", "offers", "marketing", "sms", true)
                .relyingOn(Optional.of(intent));
    }
}
