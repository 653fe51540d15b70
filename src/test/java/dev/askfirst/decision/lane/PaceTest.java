package dev.askfirst.decision.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What a wait is guessed from. */
class PaceTest {

    @Test
    void nothingIsKnownAtFirst() {
        assertEquals(0, new Pace(Lane.MOST).nanos(10_000));
    }

    @Test
    void aFewQuestionsTellWhatATransactionCostsAndManyWhatEachDoes() {
        var pace = new Pace(Lane.MOST);
        pace.learn(1, 2_000_000);
        assertEquals(2_000_000, pace.nanos(1));
        assertEquals(2_000_000, pace.nanos(500));
        pace.learn(512, 512 * 40_000L);
        assertEquals(1_000 * 40_000L + 2 * 2_000_000, pace.nanos(1_000));
    }

    @Test
    void oneSlowBatchIsAnEighthOfWhatIsKnown() {
        var pace = new Pace(Lane.MOST);
        pace.learn(100, 100 * 80L);
        pace.learn(100, 100 * 160L);
        assertEquals(90, pace.nanos(1));
    }
}
