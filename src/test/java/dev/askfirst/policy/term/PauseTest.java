package dev.askfirst.policy.term;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.policy.Decision;
import dev.askfirst.policy.Facts;
import dev.askfirst.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pause holds messages back and says until when; it ends by itself. */
class PauseTest {

    private static final Instant NOW = Instant.parse("2026-03-04T10:00:00Z");
    private static final UUID POINT = new UUID(7, 1);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        # case                                     | channel | topic  | ends in | asked  | answer
        everything                                 | *       | *      | PT2H    | offers | defer paused
        its channel                                | email   | *      | PT2H    | offers | defer paused
        another channel                            | sms     | *      | PT2H    | offers | permit
        its topic                                  | *       | offers | PT2H    | offers.shoes | defer paused
        another topic                              | *       | events | PT2H    | offers | permit
        over                                       | *       | *      | PT0S    | offers | permit
        over for a while                           | *       | *      | -PT2H   | offers | permit
        everything leaves what needs no consent    | *       | *      | PT2H    | orders | permit
        a topic that needs none, if it is named    | *       | orders | PT2H    | orders | defer paused
        without consent it is no reason to wait    | *       | *      | PT2H    | bags   | deny consent_unknown paused
        """)
    void holds(String name, String channel, String topic, Duration endsIn, String asked, String answer) {
        var terms = terms(Optional.empty()).after(new Effect.Paused(new Pause(channel, topic, NOW.plus(endsIn))));
        var decision = decide(asked, terms, NOW);
        assertEquals(answer, text(decision));
        if (decision instanceof Decision.Defer defer) assertEquals(NOW.plus(endsIn), defer.notBefore());
    }

    @Test
    void theLongestPauseThatTouchesTheQuestionCounts() {
        var terms = terms(Optional.empty())
                .after(new Effect.Paused(new Pause("*", "*", NOW.plusSeconds(60))))
                .after(new Effect.Paused(new Pause("email", "*", NOW.plusSeconds(600))))
                .after(new Effect.Paused(new Pause("sms", "*", NOW.plusSeconds(6000))));
        assertEquals(NOW.plusSeconds(600), ((Decision.Defer) decide("offers", terms, NOW)).notBefore());
    }

    @Test
    void whereConsentEndsBeforeThePauseThereIsNothingToWaitFor() {
        var pause = new Effect.Paused(new Pause("*", "*", NOW.plusSeconds(600)));
        var until = terms(Optional.of(NOW.plusSeconds(600))).after(pause);
        assertEquals("deny paused no_opening", text(decide("offers", until, NOW)));
        var longer = terms(Optional.of(NOW.plusSeconds(601))).after(pause);
        assertEquals("defer paused", text(decide("offers", longer, NOW)));
    }

    @Test
    void atItsEndItIsOver() {
        var terms = terms(Optional.empty()).after(new Effect.Paused(new Pause("*", "*", NOW)));
        assertEquals("defer paused", text(decide("offers", terms, NOW.minusNanos(1000))));
        assertEquals("permit", text(decide("offers", terms, NOW)));
    }

    @Test
    void aPauseTakesThePlaceOfTheOneWithItsScopeAndResumingEndsIt() {
        var longer = terms(Optional.empty()).after(new Effect.Paused(new Pause("email", "*", NOW.plusSeconds(600))));
        var shorter = longer.after(new Effect.Paused(new Pause("email", "*", NOW.plusSeconds(60))));
        assertEquals(NOW.plusSeconds(60), ((Decision.Defer) decide("offers", shorter, NOW)).notBefore());
        assertEquals(shorter, shorter.after(new Effect.Resumed("*", "*")));
        assertEquals("permit", text(decide("offers", shorter.after(new Effect.Resumed("email", "*")), NOW)));
    }

    @Test
    void aSenderThatWasNeverSpokenToDoesNotLearnOfAPause() {
        var terms = Terms.EMPTY.after(new Effect.Paused(new Pause("*", "orders", NOW.plusSeconds(600))));
        var question = question("orders");
        assertEquals(Decision.CUT, Policy.cut(decide("orders", terms, NOW), question, terms));
    }

    private static Terms terms(Optional<Instant> expires) {
        var scope = Scope.of("acme", "offers", "email").at(POINT);
        return Terms.EMPTY.with(new ConsentStatement.Grant(
                new UUID(1, 1), scope, NOW.minusSeconds(9000), expires, false, Optional.empty()));
    }

    private static Decision decide(String topic, Terms terms, Instant at) {
        var rules = new TopicRules(topic, "any", !topic.equals("orders"), false, false);
        return Policy.decide(question(topic), new Facts(at, terms, List.of(), rules));
    }

    private static Question question(String topic) {
        return new Question("acme", topic, "email", Optional.of(POINT), Authorship.AUTOMATED, false);
    }

    private static String text(Decision decision) {
        var text = new StringBuilder(decision.getClass().getSimpleName());
        for (var reason : decision.reasons()) text.append(' ').append(reason.code());
        return text.toString().toLowerCase(java.util.Locale.ROOT);
    }
}
