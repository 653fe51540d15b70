package dev.askfirst.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.policy.attention.Waiting;
import dev.askfirst.policy.term.Approach;
import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Effect;
import dev.askfirst.policy.term.Nearness;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import dev.askfirst.policy.term.TopicRules;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What people ask of those who are near holds approaches about what needs consent, and nothing else. */
class ApproachesTest {

    private static final UUID HERE = new UUID(5, 1);
    private static final UUID ELSEWHERE = new UUID(5, 2);

    /** Against the sentences of the rules themselves, over made-up people and questions. */
    @Test
    void theRulesAreWhatTheirSentencesSay() {
        var random = new Random(19);
        var met = new HashSet<Set<Reason.Code>>();
        for (var time = 0; time < 20_000; time++) {
            var asked = new Nearness(random.nextBoolean(), random.nextBoolean(), random.nextInt(4) * 30);
            var told = new Approach(random.nextInt(4) * 30, random.nextBoolean());
            var channel = random.nextInt(5) == 0 ? "email" : Approach.CHANNEL;
            var critical = random.nextInt(5) == 0;
            var topic = random.nextInt(4) == 0 ? Made.ORDERS : Made.OFFERS;
            var before = Made.NOW.minusSeconds(random.nextInt(40) * 3600L);
            var at = random.nextBoolean() ? HERE : ELSEWHERE;
            var question = question(channel, told, critical, topic);
            var binds = channel.equals(Approach.CHANNEL) && topic == Made.OFFERS && !critical;
            var wanted = new HashSet<Reason.Code>();
            if (binds && asked.notAtHome() && !told.away()) wanted.add(Reason.Code.PLACE_REFUSED);
            if (binds && told.dwellS() < asked.minDwellS()) wanted.add(Reason.Code.DWELL_SHORT);
            var taken = at.equals(HERE) && Made.NOW.isBefore(before.plus(Duration.ofHours(24)));
            if (binds && asked.oncePerPlace() && taken) wanted.add(Reason.Code.CAP_REACHED);
            var decision = decide(question, topic, asked, use(before, topic).near(at));
            assertEquals(wanted, codes(decision), () -> question + " " + asked);
            met.add(wanted);
        }
        assertEquals(8, met.size(), "each with each");
    }

    @Test
    void whoStaysIsToldWhenTheyHaveStayedForLongEnough() {
        var question = question(Approach.CHANNEL, new Approach(20, true), false, Made.OFFERS);
        var decision = decide(question, Made.OFFERS, new Nearness(false, false, 60), use(Made.NOW, Made.OFFERS));
        var until = Made.NOW.plusSeconds(40);
        assertEquals(new Decision.Defer(until, List.of(Reason.until(Reason.Code.DWELL_SHORT, until))), decision);
    }

    @Test
    void thePlaceIsFreeADayAfterTheApproach() {
        var question = question(Approach.CHANNEL, new Approach(0, true), false, Made.OFFERS);
        var before = Made.NOW.minus(Duration.ofHours(5));
        var decision = decide(
                question,
                Made.OFFERS,
                new Nearness(false, true, 0),
                use(before, Made.OFFERS).near(HERE));
        assertEquals(before.plus(Duration.ofHours(24)), ((Decision.Defer) decision).notBefore());
        assertEquals(
                Optional.of("preference:place"), decision.reasons().getFirst().source());
    }

    @Test
    void whereNoPlaceIsToldNoPlaceIsTaken() {
        var question = question(Approach.CHANNEL, new Approach(0, false), false, Made.OFFERS);
        var limits = Limits.of(
                question, new Facts(Made.NOW, terms(new Nearness(false, true, 0)), List.of(), Made.OFFERS), List.of());
        var used =
                Limits.used(limits, question, List.of(use(Made.NOW, Made.OFFERS).near(HERE)), Made.NOW);
        assertEquals(List.of(0), used.stream().map(it -> it.spent().used()).toList());
    }

    @Test
    void aMarkIsKeptForADay() {
        var use = use(Made.NOW, Made.OFFERS).near(HERE);
        for (var hours : List.of(0, 23)) assertEquals(List.of(use), kept(use, hours));
        assertEquals(List.of(), kept(use, 24));
        assertEquals(List.of(), kept(use(Made.NOW, Made.OFFERS), 0));
    }

    @Test
    void whoeverBecomesOneAsksForWhatEitherAsked() {
        var one = terms(new Nearness(true, false, 30));
        var merged = one.after(new Effect.Merged(terms(new Nearness(false, true, 60)), Made.NOW));
        assertEquals(new Nearness(true, true, 60), merged.preferences().nearness());
        assertTrue(merged.preferences().nearness().includes(one.preferences().nearness()));
        assertFalse(one.preferences().nearness().includes(merged.preferences().nearness()));
    }

    /** Whoever asks for nothing takes nothing away from what the other one asks, whichever comes first. */
    @Test
    void nothingIsLostBesideSomebodyWhoAsksForNothing() {
        for (var asked : List.of(
                new Nearness(true, false, 0),
                new Nearness(false, true, 0),
                new Nearness(false, false, 30),
                new Nearness(true, true, 30))) {
            assertEquals(asked, asked.and(Nearness.ANY));
            assertEquals(asked, Nearness.ANY.and(asked));
            assertEquals(asked, asked.and(asked));
        }
    }

    @Test
    void aStayIsNoTimeOrUpToADay() {
        for (var seconds : List.of(0, 1, Nearness.LONGEST_DWELL))
            assertEquals(seconds, new Nearness(false, false, seconds).minDwellS());
        assertThrows(IllegalArgumentException.class, () -> new Nearness(false, false, -1));
        assertThrows(IllegalArgumentException.class, () -> new Nearness(false, false, Nearness.LONGEST_DWELL + 1));
    }

    private static List<CountedPermit> kept(CountedPermit use, int hours) {
        return Limits.counting(List.of(use), Terms.EMPTY, List.of(), List.of(), Made.NOW.plus(Duration.ofHours(hours)));
    }

    private static Decision decide(Question question, TopicRules topic, Nearness asked, CountedPermit use) {
        var yes = new ConsentStatement.Grant(
                new UUID(1, 1),
                Scope.of("acme", topic.topic(), question.channel()).at(Made.POINT),
                Made.NOW.minus(Duration.ofDays(90)),
                Optional.empty(),
                false,
                Optional.empty());
        var facts = new Facts(Made.NOW, terms(asked).with(yes), List.of(), topic);
        var limits = Limits.of(question, facts, List.of());
        var used = Limits.used(
                limits,
                question,
                List.of(use),
                Waiting.NOTHING,
                Made.NOW,
                it -> it.place().equals(Optional.of(HERE)));
        return Policy.decide(question, facts.with(used));
    }

    private static Set<Reason.Code> codes(Decision decision) {
        var codes = new HashSet<Reason.Code>();
        for (var reason : decision.reasons()) codes.add(reason.code());
        return codes;
    }

    private static Terms terms(Nearness asked) {
        return Made.terms(Preferences.NONE.near(asked));
    }

    private static Question question(String channel, Approach told, boolean critical, TopicRules topic) {
        return new Question(
                "acme",
                topic.topic(),
                channel,
                Optional.of(Made.POINT),
                Authorship.AUTOMATED,
                critical,
                false,
                Approach.by(channel, told));
    }

    private static CountedPermit use(Instant at, TopicRules topic) {
        return new CountedPermit(
                new UUID(9, 1), at, "globex", topic.topic(), "marketing", Approach.CHANNEL, topic.needsConsent());
    }
}
