package dev.askfirst.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.Doubt;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Spread;
import dev.askfirst.policy.term.Terms;
import dev.askfirst.policy.term.TopicRules;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From which numbers on a message that is called personal is doubted to be. */
class DoubtTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final TopicRules ORDERS = new TopicRules("orders", "service", false, false, false);

    @ParameterizedTest(name = "{0} contacts, {1} copies, {2} others, {3} words: {4}")
    @CsvSource(textBlock = """
            9,  9,  0, 100,  ''
            10, 10, 0, 100,  contacts:10
            12, 9,  0, 100,  ''
            12, 10, 0, 100,  contacts:12
            10, 10, 1, 100,  contacts:10
            15, 15, 2, 100,  ''
            16, 16, 2, 100,  contacts:16
            64, 64, 9, 100,  ''
            1,  1,  0, 3600, ''
            1,  1,  0, 3601, words:3601
            10, 10, 0, 3601, contacts:10
            """)
    void manyCopiesAndTooManyWordsAreDoubted(int contacts, int copies, int others, int words, String source) {
        var decision = decide(Authorship.PERSONAL, new Spread(contacts, copies, others, words));
        var wanted = source.isEmpty() ? List.of() : List.of(Reason.doubted(source));
        assertEquals(wanted, decision.reasons());
        assertEquals(List.of(), decision.told().reasons());
    }

    @Test
    void onlyWhatIsCalledPersonalIsDoubted() {
        var many = new Spread(99, 99, 0, 9_999);
        assertEquals(List.of(), decide(Authorship.ASSISTED, many).reasons());
        assertEquals(List.of(), decide(Authorship.AUTOMATED, many).reasons());
    }

    /** A long text may have been written over days. */
    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "1199,1199", "1200,1200", "1201,1200", "50000,1200"})
    void ofOneTextNoMoreThanSoManyWordsCount(int words, int counted) {
        assertEquals(counted, Doubt.counted(words));
    }

    @Test
    void theNumberCanBeReadBack() {
        assertEquals(Optional.of(12), Doubt.contacts("contacts:12"));
        assertEquals(Optional.empty(), Doubt.contacts("words:4000"));
    }

    private static Decision decide(Authorship authorship, Spread spread) {
        var question = new Question("acme", "orders", "email", Optional.empty(), authorship, false);
        return Policy.decide(question, new Facts(NOW, Terms.EMPTY, List.of(), ORDERS).spread(Optional.of(spread)));
    }
}
