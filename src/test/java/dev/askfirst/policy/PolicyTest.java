package dev.askfirst.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import dev.askfirst.policy.term.TopicRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {

    private static final Instant NOW = Instant.parse("2026-03-04T10:00:00Z");
    private static final UUID POINT = new UUID(7, 1);
    private static final TopicRules OFFERS = new TopicRules("offers", "marketing", true, false, false);
    private static final Question QUESTION =
            new Question("acme", "offers", "email", Optional.of(POINT), Authorship.AUTOMATED, false);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        # case                              | consent | expires in | valid for
        without end                         | GIVEN   |            | PT15M
        expires later than a permit lasts   | GIVEN   | PT1H       | PT15M
        expires when the permit does        | GIVEN   | PT15M      | PT15M
        expires earlier                     | GIVEN   | PT2M       | PT2M
        """)
    void aPermitIsValidUntilTheFirstNo(String name, String consent, Duration expiresIn, Duration validFor) {
        var yes = yes(1, Optional.ofNullable(expiresIn).map(NOW::plus));
        var permit = (Decision.Permit) Policy.decide(QUESTION, facts(Terms.EMPTY.with(yes)));
        assertEquals(NOW.plus(validFor), permit.validUntil());
        assertEquals(Optional.of(yes.id()), permit.grant());
    }

    @Test
    void aPermitLastsAsLongAsAnyOfItsYeses() {
        var terms = Terms.EMPTY
                .with(yes(1, Optional.of(NOW.plusSeconds(600))))
                .with(yes(2, Optional.of(NOW.plusSeconds(60))));
        var permit = (Decision.Permit) Policy.decide(QUESTION, facts(terms));
        assertEquals(NOW.plusSeconds(600), permit.validUntil());
    }

    /** An express yes overrides a register while it is in force; the implied one beside it does not. */
    @Test
    void aPermitEndsWhenARegisterBindsAgain() {
        var express = yes(1, Optional.of(NOW.plusSeconds(60)));
        var implied = new ConsentStatement.Grant(
                new UUID(1, 2), express.scope(), NOW.minusSeconds(5), Optional.empty(), false, Optional.empty(), false);
        var listed = List.of(new Suppression(Scope.ALL, Optional.of(NOW.minusSeconds(9000))));
        var terms = Terms.EMPTY.with(express).with(implied);
        var permit = (Decision.Permit) Policy.decide(QUESTION, new Facts(NOW, terms, listed, Made.OFFERS));
        assertEquals(NOW.plusSeconds(60), permit.validUntil());
        var later = Policy.decide(QUESTION, new Facts(permit.validUntil(), terms, listed, Made.OFFERS));
        assertEquals(new Decision.Deny(List.of(Reason.of(Reason.Code.SUPPRESSED))), later);
    }

    @Test
    void theGrantReliedOnIsTheLatest() {
        var terms = Terms.EMPTY.with(yes(1, Optional.of(NOW.plusSeconds(9000)))).with(yes(2, Optional.empty()));
        var permit = (Decision.Permit) Policy.decide(QUESTION, facts(terms));
        assertEquals(Optional.of(new UUID(1, 2)), permit.grant());
    }

    @Test
    void aTopicThatNeedsNoConsentReliesOnNoGrant() {
        var orders = new TopicRules("orders", "service", false, false, false);
        var question = new Question("acme", "orders", "email", Optional.empty(), Authorship.AUTOMATED, false);
        var decision = Policy.decide(question, new Facts(NOW, Terms.EMPTY, List.of(), orders));
        assertEquals(new Decision.Permit(NOW.plus(Policy.VALIDITY), Optional.empty()), decision);
    }

    @Test
    void aNoAgainstANewYesIsFoundByItsScope() {
        var no = new ConsentStatement.Refusal(
                new UUID(2, 1),
                Scope.of("acme", Scope.ALL, Scope.ALL),
                NOW.minusSeconds(60),
                ConsentStatement.Refusal.Kind.REFUSAL,
                false);
        var terms = Terms.EMPTY.with(no);
        assertEquals(Optional.of(no), Consent.standingNo(QUESTION, OFFERS, terms, NOW));
        var answered = terms.with(new ConsentStatement.Grant(
                new UUID(2, 2),
                Scope.of("acme", "offers", "email").at(POINT),
                NOW.minusSeconds(30),
                Optional.empty(),
                false,
                Optional.empty()));
        assertEquals(Optional.empty(), Consent.standingNo(QUESTION, OFFERS, answered, NOW));
    }

    private static ConsentStatement.Grant yes(int minute, Optional<Instant> expires) {
        var scope = Scope.of("acme", "offers", "email").at(POINT);
        return new ConsentStatement.Grant(
                new UUID(1, minute), scope, NOW.minusSeconds(3600 - minute * 60L), expires, false, Optional.empty());
    }

    private static Facts facts(Terms terms) {
        return new Facts(NOW, terms, List.of(), OFFERS);
    }
}
