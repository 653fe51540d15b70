package dev.askfirst.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.policy.GoldenCase.Said;
import dev.askfirst.policy.GoldenCase.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden cases on the pure core: no database, no clock. */
class GoldenCaseTest {

    private static final Map<String, UUID> POINTS = Map.of("a", new UUID(7, 1), "b", new UUID(7, 2));
    private static final Map<String, TopicRules> TOPICS = Map.of(
            "offers", topic("offers", true, false),
            "offers.shoes", topic("offers.shoes", true, false),
            "offers.shoes.running", topic("offers.shoes.running", true, false),
            "offers.bags", topic("offers.bags", true, false),
            "events", topic("events", true, false),
            "newsletter", topic("newsletter", true, true),
            "orders", topic("orders", false, false),
            "appointments", topic("appointments", false, false));

    static List<GoldenCase> cases() {
        return GoldenCase.all().toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void decides(GoldenCase golden) {
        var terms = fold(words(golden.given()));
        var question = question(golden);
        var facts = new Facts(
                golden.when().at(),
                terms,
                suppressions(golden),
                TOPICS.get(golden.when().topic()));
        var decision = Policy.decide(question, facts);
        assertEquals(golden.recorded(), wanted(decision), "in the record");
        assertEquals(golden.then(), wanted(Policy.cut(decision, question, terms)), "as the sender sees it");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void foldsToTheSameTermsInAnyOrder(GoldenCase golden) {
        var words = words(golden.given());
        var wanted = fold(words);
        var random = new Random(golden.name().hashCode());
        for (var i = 0; i < 24; i++) {
            var shuffled = new ArrayList<>(words);
            java.util.Collections.shuffle(shuffled, random);
            assertEquals(wanted, fold(shuffled), () -> "in the order " + shuffled);
        }
    }

    private static Terms fold(List<Word> words) {
        var terms = Terms.EMPTY;
        for (var word : words) terms = terms.with(word);
        return terms;
    }

    private static List<Word> words(List<Said> given) {
        var words = new ArrayList<Word>();
        for (var said : given) {
            var id = new UUID(1, words.size());
            switch (said.act()) {
                case "grant" -> words.add(yes(said, id));
                case "refusal" -> words.add(no(said, id, Word.No.Kind.REFUSAL));
                case "withdrawal" -> words.add(no(said, id, Word.No.Kind.WITHDRAWAL));
                default -> {}
            }
        }
        return words;
    }

    private static Word yes(Said said, UUID id) {
        var pending = TOPICS.get(said.topic()).doubleOptIn() && said.confirmed().isEmpty();
        var made = said.confirmed().orElse(said.at());
        return new Word.Yes(
                id, scope(said).at(POINTS.get(said.contact())), made, said.expires(), pending, Optional.empty());
    }

    private static Word no(Said said, UUID id, Word.No.Kind kind) {
        var scope = said.contactOnly() ? scope(said).at(POINTS.get(said.contact())) : scope(said);
        return new Word.No(id, scope, said.at(), kind, said.services());
    }

    private static Scope scope(Said said) {
        return Scope.of(said.controller(), said.topic(), said.channel());
    }

    private static List<Suppression> suppressions(GoldenCase golden) {
        return golden.given().stream()
                .filter(said -> said.act().equals("suppression")
                        && said.contact().equals(golden.when().contact()))
                .map(said -> new Suppression(said.topic()))
                .toList();
    }

    private static Question question(GoldenCase golden) {
        var asked = golden.when();
        return new Question(
                asked.controller(),
                asked.topic(),
                asked.channel(),
                Optional.of(POINTS.get(asked.contact())),
                Authorship.AUTOMATED,
                false);
    }

    private static Wanted wanted(Decision decision) {
        var outcome = decision.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        var codes = decision.reasons().stream()
                .map(reason -> reason.code().name().toLowerCase(Locale.ROOT))
                .toList();
        return new Wanted(outcome, codes);
    }

    private static TopicRules topic(String id, boolean needsConsent, boolean doubleOptIn) {
        return new TopicRules(id, needsConsent ? "marketing" : "service", needsConsent, doubleOptIn, false);
    }
}
