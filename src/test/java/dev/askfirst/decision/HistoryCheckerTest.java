package dev.askfirst.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.decision.History.Erasure;
import dev.askfirst.decision.History.Given;
import dev.askfirst.decision.History.Merge;
import dev.askfirst.decision.History.No;
import dev.askfirst.decision.History.Question;
import dev.askfirst.decision.History.Report;
import dev.askfirst.decision.History.Yes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be is found, and what can be is left alone: a checker that finds nothing shows nothing. */
class HistoryCheckerTest {

    private static final int CAP = 2;

    /**
     * Calls are written as {@code start-end what}; the whats are {@code yes ana g1}, {@code no ana}, {@code erased ana},
     * {@code merged ana bob}, {@code sent 1}, {@code unsent 1}, and answers such as {@code ana 1 permit g1 key=k}, those about
     * what is capped with a {@code *}. Without an end nobody knows what became of it.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # what                                         | calls                                                                                       | what is wrong
            a yes, then a permit                           | 1-2 yes ana g1; 3-4 ana 1 permit g1                                                         |
            both at once                                   | 1-9 yes ana g1; 3-4 ana 1 permit g1                                                         |
            a permit with no yes at all                    | 3-4 ana 1 permit                                                                            | a permit without a yes
            on the yes of another                          | 1-2 yes bob g1; 3-4 ana 1 permit                                                            | a permit without a yes
            before the yes                                 | 1-2 ana 1 permit; 3-4 yes ana g1                                                            | a permit without a yes
            on another yes than it says                    | 1-2 yes ana g1; 3-4 ana 1 permit g2                                                         | a permit without a yes
            after a no that was acknowledged               | 1-2 yes ana g1; 3-4 no ana; 5-6 ana 1 permit g1                                             | a permit without a yes
            while the no is on its way                     | 1-2 yes ana g1; 3-6 no ana; 5-7 ana 1 permit g1                                             |
            after a no of which nobody knows               | 1-2 yes ana g1; 3- no ana; 5-7 ana 1 permit g1                                              |
            after a no and a new yes                       | 1-2 yes ana g1; 3-4 no ana; 4-6 yes ana g2; 7-8 ana 1 permit g2                             |
            after a no, on the old of two yeses            | 1-2 yes ana g1; 3-4 no ana; 5-6 yes ana g2; 7-8 ana 1 permit g1                             | a permit without a yes
            a yes and a no at once                         | 1-4 yes ana g1; 2-5 no ana; 6-7 ana 1 permit g1                                             |
            after an erasure                               | 1-2 yes ana g1; 3-4 erased ana; 5-6 ana 1 permit g1                                         | a permit without a yes
            after a no of who is the same person           | 1-2 yes ana g1; 3-4 merged ana bob; 5-6 no bob; 7-8 ana 1 permit g1                         | a permit without a yes
            the same while they may be apart again         | 1-2 yes ana g1; 3-4 merged ana bob; 5-9 erased bob; 5-6 no bob; 7-8 ana 1 permit g1         |
            a yes that is denied                           | 1-2 yes ana g1; 3-4 ana 1 deny                                                              | a yes that was not heard
            denied while a no is on its way                | 1-2 yes ana g1; 3-9 no ana; 4-5 ana 1 deny                                                  |
            denied because of who may be the same person   | 1-2 yes ana g1; 1-2 merged ana bob; 3-4 no bob; 5-6 ana 1 deny                              |
            denied because of a stranger                   | 1-2 yes ana g1; 3-4 no bob; 5-6 ana 1 deny                                                  | a yes that was not heard
            two under a cap of two                         | 1-2 yes ana g1; 3-4 ana* 1 permit; 5-6 ana* 2 permit; 7-8 ana* 3 defer                      |
            three under a cap of two                       | 1-2 yes ana g1; 3-4 ana* 1 permit; 5-6 ana* 2 permit; 7-8 ana* 3 permit                     | more than the cap
            three at once                                  | 1-2 yes ana g1; 3-9 ana* 1 permit; 3-9 ana* 2 permit; 3-9 ana* 3 permit                     | more than the cap
            the third after one was not sent               | 1-2 yes ana g1; 3-4 ana* 1 permit; 5-6 ana* 2 permit; 7-8 unsent 1; 9-10 ana* 3 permit      |
            the third while that is told                   | 1-2 yes ana g1; 3-4 ana* 1 permit; 5-6 ana* 2 permit; 7-9 unsent 1; 8-10 ana* 3 permit      |
            the third before that is told                  | 1-2 yes ana g1; 3-4 ana* 1 permit; 5-6 ana* 2 permit; 7-8 ana* 3 permit; 9-10 unsent 1      | more than the cap
            the third after one was sent                   | 1-2 yes ana g1; 3-4 ana* 1 permit; 5-6 ana* 2 permit; 7-8 sent 1; 9-10 ana* 3 permit        | more than the cap
            the third of who was erased meanwhile          | 1-2 yes ana g1; 3-4 ana* 1 permit; 5-6 ana* 2 permit; 6-9 erased ana; 6-9 yes ana g2; 9-10 ana* 3 permit g2 |
            one that takes the place of another            | 1-2 yes ana g1; 3-4 ana* 1 permit key=k; 3-4 ana* 2 permit; 5-6 no ana; 7-8 yes ana g2; 9-10 ana* 3 permit key=k |
            one that takes the place of one that was sent  | 1-2 yes ana g1; 3-4 ana* 1 permit key=k; 3-4 ana* 2 permit; 5-6 sent 1; 7-8 ana* 3 permit key=k | more than the cap
            no slot though all are free                    | 1-2 yes ana g1; 3-4 ana* 1 permit; 5-6 ana* 2 defer                                         | a cap that was not reached
            no slot though one was given back              | 1-2 yes ana g1; 3-4 ana* 1 permit; 3-4 ana* 2 permit; 5-6 unsent 1; 7-8 ana* 3 defer        | a cap that was not reached
            no slot because of an unknown answer           | 1-2 yes ana g1; 3-4 ana* 1 permit; 3- ana* 2; 7-8 ana* 3 defer                              |
            a defer of what is not capped                  | 1-2 yes ana g1; 3-4 ana* 1 permit; 3-4 ana* 2 permit; 5-6 ana 3 defer                       | a cap that was not reached
            the same answer again                          | 1-2 yes ana g1; 3-4 ana 1 permit key=k; 5-6 ana 1 permit key=k                              |
            the same answer after a no                     | 1-2 yes ana g1; 3-4 ana 1 permit g1 key=k; 5-6 no ana; 7-8 ana 1 permit g1 key=k            | a permit without a yes
            another answer without a cause                 | 1-2 yes ana g1; 3-4 ana 1 permit key=k; 5-6 ana 2 permit key=k                              | two answers for one key without a cause
            two answers at once without a cause            | 1-2 yes ana g1; 3-6 ana 1 permit key=k; 4-5 ana 2 permit key=k                              | two answers for one key without a cause
            another after a no and a yes                   | 1-2 yes ana g1; 3-4 ana 1 permit key=k; 5-6 no ana; 6-7 yes ana g2; 8-9 ana 2 permit key=k  |
            another after it was not sent                  | 1-2 yes ana g1; 3-4 ana 1 permit key=k; 5-6 unsent 1; 8-9 ana 2 permit key=k                |
            one that was replaced is back                  | 1-2 yes ana g1; 3-4 ana 1 permit key=k; 5-6 no ana; 7-8 ana 2 deny key=k; 9-10 yes ana g1; 11-12 ana 1 permit key=k | an answer that was replaced is back
            one id for two questions                       | 1-2 yes ana g1; 3-4 ana 1 permit; 5-6 ana 1 permit                                          | one id of two answers
            one id for two keys                            | 1-2 yes ana g1; 3-4 ana 1 permit key=k; 5-6 ana 1 permit key=l                              | one id of two answers
            one id with two outcomes                       | 1-2 yes ana g1; 3-4 ana 1 permit key=k; 4-5 no ana; 5-6 ana 1 deny key=k                    | one id of two answers
            """)
    void findsWhatCannotBe(String name, String calls, String wrong) {
        var history = new History();
        for (var call : calls.split("; ")) add(history, call.strip());
        var found = new HistoryChecker(history, CAP).wrong();
        if (wrong == null) assertEquals(List.of(), found);
        else assertTrue(found.stream().anyMatch(it -> it.startsWith(wrong)), found::toString);
    }

    @Test
    void whatWasAnsweredStandsInTheRecord() {
        var history = new History();
        add(history, "1-2 yes ana g1");
        add(history, "3-4 ana 1 permit");
        var checker = new HistoryChecker(history, CAP);
        assertEquals(List.of(), checker.missing(Map.of("1", "permit")));
        assertEquals(1, checker.missing(Map.of()).size());
        assertEquals(1, checker.missing(Map.of("1", "deny")).size());
    }

    private static void add(History history, String call) {
        var words = List.of(call.split(" "));
        var span = words.getFirst().split("-");
        var end = span.length > 1 ? Long.parseLong(span[1]) : History.NEVER;
        history.add(Long.parseLong(span[0]), end, what(words.subList(1, words.size())));
    }

    private static History.What what(List<String> words) {
        return switch (words.getFirst()) {
            case "yes" -> new Yes(words.get(1), Optional.of(words.get(2)));
            case "no" -> new No(words.get(1));
            case "erased" -> new Erasure(words.get(1));
            case "merged" -> new Merge(words.get(1), words.get(2));
            case "sent" -> new Report(words.get(1), true);
            case "unsent" -> new Report(words.get(1), false);
            default -> question(words);
        };
    }

    private static Question question(List<String> words) {
        var who = words.getFirst();
        var key = words.stream().filter(it -> it.startsWith("key=")).findFirst();
        var grant = words.stream().filter(it -> it.startsWith("g")).findFirst();
        var given = words.size() < 3
                ? Optional.<Given>empty()
                : Optional.of(new Given(words.get(1), words.get(2), List.of(), grant));
        return new Question(who.replace("*", ""), who.endsWith("*"), key, given);
    }
}
