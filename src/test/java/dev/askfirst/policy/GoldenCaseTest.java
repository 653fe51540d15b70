package dev.askfirst.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.catalog.Rateable;
import dev.askfirst.catalog.feedback.FeedbackRule;
import dev.askfirst.law.Asking;
import dev.askfirst.law.Locator;
import dev.askfirst.policy.GoldenCase.Wanted;
import dev.askfirst.policy.term.Approach;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Terms;
import dev.askfirst.policy.term.TopicRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden cases on the pure core: no database, no clock. */
class GoldenCaseTest {

    /** Read once: a run of one case alone, as mutation tests do, finds it among all. */
    private static final List<GoldenCase> ALL = GoldenCase.all().toList();

    static List<GoldenCase> cases() {
        return ALL;
    }

    static Stream<GoldenCase> casesOfWordsAlone() {
        return ALL.stream()
                .filter(golden -> golden.given().stream()
                        .allMatch(step -> step.act() == GoldenCase.Act.GRANT
                                || step.act().isNo()
                                || step.act() == GoldenCase.Act.SUPPRESSION));
    }

    @Test
    void everyCaseHasANameOfItsOwn() {
        var names = new HashSet<String>();
        for (var golden : cases()) assertTrue(names.add(golden.name()), () -> "twice: " + golden);
        assertTrue(names.size() >= 200, () -> names.size() + " cases");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void decides(GoldenCase golden) {
        var life = Life.of(golden);
        var contact = golden.when().contact();
        var terms = life.terms(contact);
        var question = question(golden);
        var topic = Life.topic(golden.when().topic());
        var plain = new Facts(
                        golden.when().at(),
                        terms,
                        life.suppressions(contact),
                        topic,
                        jurisdictions(golden, terms, topic))
                .confirming(life.confirmable(question, contact, golden.when().at()))
                .spread(Optional.of(life.spread()).filter(_ -> golden.when().told()));
        var facts = golden.rates() ? resting(plain, question) : plain;
        var limits = Limits.of(question, facts, List.of());
        var used = Limits.used(
                limits,
                question,
                life.uses(contact),
                life.waiting(contact, golden.when().near()),
                facts.at(),
                golden.when().near()::isOf);
        var decision = Policy.decide(question, facts.with(used));
        assertEquals(golden.recorded(), wanted(decision), "in the record");
        assertEquals(golden.then(), wanted(Policy.cut(decision, question, terms).told()), "as the sender sees it");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("casesOfWordsAlone")
    void foldsToTheSameTermsInAnyOrder(GoldenCase golden) {
        var words = new ArrayList<ConsentStatement>();
        for (var step : golden.given()) {
            if (!step.refused()) Life.word(step, new UUID(1, words.size())).ifPresent(words::add);
        }
        var wanted = fold(words);
        var random = new Random(golden.name().hashCode());
        for (var i = 0; i < 24; i++) {
            var shuffled = new ArrayList<>(words);
            Collections.shuffle(shuffled, random);
            assertEquals(wanted, fold(shuffled), () -> "in the order " + shuffled);
        }
    }

    /** Where a case rates messages, its Acme lets people do so. */
    private static Facts resting(Facts plain, Question question) {
        var rules = question.controller().equals("acme") ? Rateable.RULES : List.<FeedbackRule>of();
        return FeedbackRule.resting(rules, question.controller(), plain);
    }

    /** Under the law that comes with the service, wherever the contact says that they are. */
    private static Jurisdictions jurisdictions(GoldenCase golden, Terms terms, TopicRules topic) {
        var contact = golden.contact(golden.when().contact());
        var number = Optional.of(contact).filter(it -> it.startsWith("tel:")).map(it -> it.substring(4));
        return Asking.LOCATOR.jurisdictions(
                Asking.shipped(golden.when().channel(), topic.purpose()),
                new Locator.Known(number, terms.preferences()),
                golden.when().at(),
                Asking.CALENDARS);
    }

    private static Terms fold(List<ConsentStatement> words) {
        var terms = Terms.EMPTY;
        for (var word : words) terms = terms.with(word);
        return terms;
    }

    private static Question question(GoldenCase golden) {
        var asked = golden.when();
        return new Question(
                asked.controller(),
                asked.topic(),
                asked.channel(),
                Optional.of(Life.point(asked.contact())),
                AuthorsOfCase.counted(golden),
                asked.critical() && Life.mayBeCritical(asked.sender()),
                asked.confirms(),
                Approach.by(asked.channel(), asked.near().approach()));
    }

    private static Wanted wanted(Decision decision) {
        var outcome = decision.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        var codes = decision.reasons().stream()
                .map(reason -> reason.code().name().toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
        var notBefore =
                decision instanceof Decision.Defer(var until, var _) ? Optional.of(until) : Optional.<Instant>empty();
        return Wanted.of(outcome, codes, notBefore);
    }
}
