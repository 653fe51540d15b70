package dev.askfirst.policy.term;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.policy.Consent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold for every way a person can speak: thousands of random lives, each told in several orders. */
class TermsTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> CONTROLLERS = List.of("acme", "globex");
    private static final List<String> TOPICS = List.of("offers", "offers.shoes", "offers.bags", "orders");
    private static final List<String> CHANNELS = List.of("email", "sms");
    private static final List<UUID> POINTS = List.of(new UUID(7, 1), new UUID(7, 2));
    private static final int LIVES = 1500;

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 12, 40})
    void theOrderOfArrivalDoesNotMatter(int words) {
        var random = new Random(words);
        for (var life = 0; life < LIVES; life++) {
            var said = life(random, words);
            var terms = fold(said);
            Collections.shuffle(said, random);
            assertEquals(terms, fold(said), () -> "told as " + said);
        }
    }

    /** The terms forget words that can make no difference: the whole story must decide exactly alike. */
    @ParameterizedTest
    @ValueSource(ints = {2, 5, 12})
    void whatIsForgottenMakesNoDifference(int words) {
        var random = new Random(100 + words);
        for (var life = 0; life < LIVES; life++) {
            var said = life(random, words);
            var terms = fold(said);
            var whole = whole(said);
            for (var i = 0; i < 10; i++) {
                var question = question(random);
                var topic = rules(question.topic());
                var at = START.plus(Duration.ofHours(random.nextInt(40)));
                assertEquals(
                        Consent.of(question, topic, whole, at),
                        Consent.of(question, topic, terms, at),
                        () -> question + " at " + at + " of " + said);
                assertEquals(
                        Consent.objected(question, topic, whole, at), Consent.objected(question, topic, terms, at));
            }
        }
    }

    @Test
    void sayingTheSameAgainAddsNothing() {
        var random = new Random(3);
        for (var life = 0; life < LIVES; life++) {
            var said = life(random, 8);
            var terms = fold(said);
            for (var word : said) assertEquals(terms, terms.with(word));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 12})
    void whatAStartTakesBackWasNeverThere(int words) {
        var random = new Random(200 + words);
        for (var life = 0; life < LIVES; life++) {
            var said = life(random, words);
            var taken = fold(said).after(new Effect.Restarted(fold(said).stops()));
            var forGood = said.stream()
                    .filter(word -> !(word instanceof ConsentStatement.Refusal no)
                            || no.stop().isEmpty())
                    .toList();
            assertEquals(fold(forGood).words(), taken.words(), () -> "of " + said);
        }
    }

    @Test
    void aThousandYesesForOneScopeAreOneWord() {
        var terms = Terms.EMPTY;
        for (var i = 0; i < 1000; i++) {
            var scope = Scope.of("acme", "offers", "email").at(POINTS.getFirst());
            terms = terms.with(new ConsentStatement.Grant(
                    new UUID(1, i), scope, START.plusSeconds(i), Optional.empty(), false, Optional.empty()));
        }
        assertEquals(1, terms.words().size());
        assertEquals(START.plusSeconds(999), terms.lastMade());
    }

    @Test
    void noQuestionIsGivenAgainstALaterNoThatTouchesIt() {
        var random = new Random(4);
        for (var life = 0; life < LIVES; life++) {
            var said = life(random, 10);
            var question = question(random);
            var last = START.plus(Duration.ofHours(100));
            var no = new ConsentStatement.Refusal(
                    new UUID(9, 9),
                    new Scope(question.controller(), question.topic(), Scope.ALL, Optional.empty()),
                    last,
                    ConsentStatement.Refusal.Kind.WITHDRAWAL,
                    false);
            var terms = fold(said).with(no);
            var consent = Consent.of(question, rules(question.topic()), terms, last.plusSeconds(1));
            assertTrue(consent instanceof Consent.Withdrawn, () -> consent + " after " + said);
        }
    }

    /** Only an express yes overrides a register: a later one that is implied does not take its place. */
    @ParameterizedTest(name = "express: {0}, then {1}")
    @CsvSource({"true,true,1", "true,false,2", "false,true,1", "false,false,1"})
    void anImpliedYesLeavesAnExpressOneWhereItIs(boolean earlier, boolean later, int words) {
        var terms = fold(List.of(yes(1, earlier), yes(2, later)));
        assertEquals(words, terms.words().size());
        assertEquals(yes(2, later), terms.words().getLast());
    }

    private static ConsentStatement yes(int hour, boolean express) {
        return new ConsentStatement.Grant(
                new UUID(1, hour),
                Scope.of("acme", "offers", "email").at(POINTS.getFirst()),
                START.plus(Duration.ofHours(hour)),
                Optional.empty(),
                false,
                Optional.empty(),
                express);
    }

    /** Whom a person met elsewhere may be told why it gets no permit, once for all. */
    @Test
    void whomAPersonMetIsSpokenTo() {
        var met = Terms.EMPTY.after(new Effect.Met(List.of("globex", "acme", "globex")));
        assertEquals(Terms.of(Instant.EPOCH, List.of("acme", "globex"), List.of()), met);
        assertEquals(met, met.after(new Effect.Met(List.of())));
    }

    private static Terms fold(List<ConsentStatement> words) {
        var terms = Terms.EMPTY;
        for (var word : words) terms = terms.with(word);
        return terms;
    }

    private static Terms whole(List<ConsentStatement> words) {
        var controllers = new TreeSet<String>();
        for (var word : words) {
            if (!word.scope().controller().equals(Scope.ALL))
                controllers.add(word.scope().controller());
        }
        var latest = words.stream()
                .map(ConsentStatement::made)
                .max(Instant::compareTo)
                .orElseThrow();
        return Terms.of(
                latest,
                List.copyOf(controllers),
                words.stream().filter(word -> !overtaken(word, words)).toList());
    }

    /** Asking is over once a yes for the same scope was confirmed later: that is meaning, not forgetting. */
    private static boolean overtaken(ConsentStatement word, List<ConsentStatement> words) {
        return word instanceof ConsentStatement.Grant asked
                && asked.pending()
                && words.stream()
                        .anyMatch(it -> it instanceof ConsentStatement.Grant later
                                && !later.pending()
                                && later.scope().equals(asked.scope())
                                && Terms.ORDER.compare(later, asked) > 0);
    }

    private static List<ConsentStatement> life(Random random, int words) {
        var said = new ArrayList<ConsentStatement>();
        for (var i = 0; i < words; i++) {
            // Few instants, so that many words fall on the same one.
            var made = START.plus(Duration.ofHours(random.nextInt(12)));
            said.add(random.nextInt(5) < 3 ? yes(random, i, made) : no(random, i, made));
        }
        return said;
    }

    private static ConsentStatement yes(Random random, int i, Instant made) {
        var scope = Scope.of(one(random, CONTROLLERS), one(random, TOPICS), one(random, CHANNELS))
                .at(one(random, POINTS));
        var expires = random.nextInt(3) == 0
                ? Optional.of(made.plus(Duration.ofHours(1 + random.nextInt(20))))
                : Optional.<Instant>empty();
        return new ConsentStatement.Grant(
                new UUID(1, i), scope, made, expires, random.nextInt(5) == 0, Optional.empty());
    }

    private static ConsentStatement no(Random random, int i, Instant made) {
        var scope = new Scope(
                orAll(random, CONTROLLERS),
                orAll(random, TOPICS),
                orAll(random, CHANNELS),
                random.nextInt(4) == 0 ? Optional.of(one(random, POINTS)) : Optional.empty());
        var kind =
                random.nextBoolean() ? ConsentStatement.Refusal.Kind.REFUSAL : ConsentStatement.Refusal.Kind.WITHDRAWAL;
        var stop = i % 4 == 3 ? Optional.of(new UUID(5, i % 3)) : Optional.<UUID>empty();
        return new ConsentStatement.Refusal(new UUID(1, i), scope, made, kind, random.nextInt(4) == 0, stop);
    }

    private static Question question(Random random) {
        return new Question(
                one(random, CONTROLLERS),
                one(random, TOPICS),
                one(random, CHANNELS),
                Optional.of(one(random, POINTS)),
                Authorship.AUTOMATED,
                false);
    }

    private static TopicRules rules(String topic) {
        return new TopicRules(topic, "any", !topic.equals("orders"), false, false);
    }

    private static String orAll(Random random, List<String> values) {
        return random.nextInt(3) == 0 ? Scope.ALL : one(random, values);
    }

    private static <T> T one(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
