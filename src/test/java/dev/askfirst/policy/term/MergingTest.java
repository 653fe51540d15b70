package dev.askfirst.policy.term;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.policy.Consent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Two people who turn out to be one: the stricter word wins. */
class MergingTest {

    private static final Instant DAY = Instant.parse("2026-03-04T10:00:00Z");
    private static final UUID ANA = new UUID(7, 1);
    private static final UUID TOO = new UUID(7, 2);

    @Test
    void aNoOfOneEndsALaterYesOfTheOther() {
        var merged = merged(no("offers", 1), yes("offers", TOO, 2));
        assertInstanceOf(Consent.Withdrawn.class, consent("offers", TOO, merged));
    }

    @Test
    void aNoThatItsOwnPersonLiftedStaysLiftedForThem() {
        var one = no("*", 1).with(word(yes("offers", ANA, 2)));
        var merged = one.after(new Effect.Merged(yes("events", TOO, 3), DAY.plusSeconds(9)));
        assertInstanceOf(Consent.Given.class, consent("offers", ANA, merged));
        assertInstanceOf(Consent.Withdrawn.class, consent("events", TOO, merged));
    }

    @Test
    void yesesOfBothKeepTheirPointAndInstant() {
        var merged = merged(yes("offers", ANA, 1), yes("events", TOO, 2));
        assertEquals(
                List.of(DAY.plusSeconds(1), DAY.plusSeconds(2)),
                merged.words().stream().map(ConsentStatement::made).toList());
        assertInstanceOf(Consent.Given.class, consent("offers", ANA, merged));
        assertInstanceOf(Consent.Unknown.class, consent("offers", TOO, merged));
        assertTrue(merged.spokenTo("acme"));
    }

    @Test
    void aYesAfterTheMergeLiftsWhatTheMergeSaidAnew() {
        var merged = merged(no("offers", 1), Terms.EMPTY);
        assertEquals(DAY.plusSeconds(9), merged.words().getFirst().made());
        assertInstanceOf(Consent.Given.class, consent("offers", ANA, merged.with(word(yes("offers", ANA, 10)))));
    }

    /** A yes to something else, and one that was there before, lift nothing: the no is said anew. */
    @Test
    void aNoThatNothingOfItsOwnPersonLiftedIsSaidAnew() {
        for (var own : List.of(yes("events", ANA, 2), yes("offers", ANA, 0))) {
            var one = no("offers", 1).with(word(own));
            var merged = one.after(new Effect.Merged(yes("offers", TOO, 3), DAY.plusSeconds(9)));
            assertInstanceOf(Consent.Withdrawn.class, consent("offers", TOO, merged));
            assertTrue(
                    merged.refusals().stream().allMatch(no -> no.made().equals(DAY.plusSeconds(9))), merged::toString);
        }
    }

    @Test
    void theLongerPauseHoldsWhoeverSaidIt() {
        var longer = Terms.EMPTY.after(new Effect.Paused(new Pause("*", "*", DAY.plusSeconds(90))));
        var shorter = Terms.EMPTY.after(new Effect.Paused(new Pause("*", "*", DAY.plusSeconds(60))));
        var wanted = List.of(new Pause("*", "*", DAY.plusSeconds(90)));
        assertEquals(wanted, longer.after(new Effect.Merged(shorter, DAY)).pauses());
        assertEquals(wanted, shorter.after(new Effect.Merged(longer, DAY)).pauses());
    }

    @Test
    void pausesAndCapsUniteAndTheRestIsTheFirstOnes() {
        var one = Terms.EMPTY
                .after(new Effect.Preferred(preferences("de", 3)))
                .after(new Effect.Paused(new Pause("*", "*", DAY.plusSeconds(60))));
        var other = Terms.EMPTY
                .after(new Effect.Preferred(preferences("fr", 5)))
                .after(new Effect.Paused(new Pause("*", "*", DAY.plusSeconds(90))))
                .after(new Effect.Paused(new Pause("sms", "*", DAY.plusSeconds(30))));
        var merged = one.after(new Effect.Merged(other, DAY));
        assertEquals(Optional.of("de"), merged.preferences().locale());
        assertEquals(
                List.of(3, 5),
                merged.preferences().caps().stream().map(Preferences.Cap::max).toList());
        assertEquals(2, merged.pauses().size());
        assertTrue(merged.pauses().contains(new Pause("*", "*", DAY.plusSeconds(90))));
    }

    /** Whatever the two said: what either alone denies for want of consent after a no, both together never permit. */
    @Test
    void mergingNeverRevivesANo() {
        var random = new Random(5);
        for (var life = 0; life < 2000; life++) {
            var one = life(random, ANA);
            var other = life(random, TOO);
            var merged = one.after(new Effect.Merged(other, DAY.plusSeconds(99)));
            for (var point : List.of(ANA, TOO)) {
                for (var topic : List.of("offers", "offers.shoes", "events")) {
                    var said = "%s and %s".formatted(one, other);
                    if (consent(topic, point, merged) instanceof Consent.Given) {
                        assertTrue(!refuses(one, topic, point) && !refuses(other, topic, point), said);
                    }
                }
            }
        }
    }

    private static boolean refuses(Terms terms, String topic, UUID point) {
        return consent(topic, point, terms) instanceof Consent.Withdrawn;
    }

    private static Terms life(Random random, UUID point) {
        var terms = Terms.EMPTY;
        for (var i = 0; i < 1 + random.nextInt(5); i++) {
            var topic = List.of("offers", "offers.shoes", "events", "*").get(random.nextInt(4));
            var at = random.nextInt(12);
            terms = terms.with(
                    random.nextBoolean() || topic.equals("*") ? word(no(topic, at)) : word(yes(topic, point, at)));
        }
        return terms;
    }

    private static Terms merged(Terms one, Terms other) {
        return one.after(new Effect.Merged(other, DAY.plusSeconds(9)));
    }

    private static Terms no(String topic, int second) {
        return Terms.EMPTY.with(new ConsentStatement.Refusal(
                new UUID(2, second),
                Scope.of("acme", topic, Scope.ALL),
                DAY.plusSeconds(second),
                ConsentStatement.Refusal.Kind.WITHDRAWAL,
                false));
    }

    private static Terms yes(String topic, UUID point, int second) {
        var scope = Scope.of("acme", topic, "email").at(point);
        return Terms.EMPTY.with(new ConsentStatement.Grant(
                new UUID(1, second), scope, DAY.plusSeconds(second), Optional.empty(), false, Optional.empty()));
    }

    private static ConsentStatement word(Terms terms) {
        return terms.words().getFirst();
    }

    private static Preferences preferences(String locale, int max) {
        var cap = new Preferences.Cap("*", "*", "*", max, "P7D", Optional.empty());
        return new Preferences(
                Optional.of(locale), Optional.empty(), Optional.empty(), List.of(), List.of(cap), List.of(), List.of());
    }

    private static Consent consent(String topic, UUID point, Terms terms) {
        var question = new Question("acme", topic, "email", Optional.of(point), Authorship.AUTOMATED, false);
        return Consent.of(question, new TopicRules(topic, "any", true, false, false), terms, DAY.plusSeconds(100));
    }
}
