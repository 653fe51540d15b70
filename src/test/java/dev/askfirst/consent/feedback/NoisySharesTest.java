package dev.askfirst.consent.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is told of many is near the truth, and whoever knows all but one learns little of that one. */
class NoisySharesTest {

    private static final int DRAWS = 200_000;

    @Test
    void nothingIsToldOfNineteen() {
        var random = new Random(19);
        assertThrows(IllegalArgumentException.class, () -> NoisyShares.of(19, 0, 0, random));
        assertEquals(20, NoisyShares.of(20, 0, 0, random).people());
    }

    @Test
    void peopleAreRoundedDownAndSharesAreTensFromTenToNinety() {
        var random = new Random(19);
        for (var people = NoisyShares.FEWEST; people < 400; people += 7) {
            var told = NoisyShares.of(people, 0, 0, random);
            assertEquals(people / 10 * 10, told.people());
            for (var share : List.of(told.more(), told.fine(), told.less()))
                assertTrue(share >= 10 && share <= 90 && share % 10 == 0, () -> "" + share);
        }
        var many = NoisyShares.of(500, 300, 200, random);
        assertEquals(List.of(50, 30, 20), List.of(many.more(), many.fine(), many.less()));
    }

    /** As the page in the docs says: of 20 people three times in four within ten points, of 200 as good as always. */
    @Test
    void theyAreNearTheTruth() {
        assertTrue(near(20) > 0.72, () -> "" + near(20));
        assertTrue(near(200) > 0.999, () -> "" + near(200));
    }

    /** Of two worlds that differ in one word, none is e times likelier than the other, whatever is told. */
    @Test
    void oneWordMakesNoReplyMuchLikelier() {
        var random = new Random(19);
        for (var known : List.of(1, 2, 5, 9, 17)) {
            var without = told(known, 19 - known + 1, random);
            var with = told(known + 1, 19 - known, random);
            with.forEach((reply, often) -> {
                var other = without.getOrDefault(reply, 0);
                // Replies that are too seldom to be counted tell nothing here.
                if (often < 500 || other < 500) return;
                var ratio = (double) often / other;
                assertTrue(ratio < Math.E * 1.2 && ratio > 1 / (Math.E * 1.2), () -> known + " " + reply + " " + ratio);
            });
        }
    }

    private static Map<List<Integer>, Integer> told(int more, int less, Random random) {
        var often = new HashMap<List<Integer>, Integer>();
        for (var i = 0; i < DRAWS; i++) {
            var shares = NoisyShares.of(more, 0, less, random);
            often.merge(List.of(shares.more(), shares.less()), 1, Integer::sum);
        }
        return often;
    }

    private static double near(int people) {
        var random = new Random(7);
        var near = 0;
        for (var i = 0; i < DRAWS; i++) {
            var count = people * 15 / 100 + random.nextInt(people * 70 / 100 + 1);
            var told = NoisyShares.of(count, 0, people - count, random).more();
            if (Math.abs(told - 100.0 * count / people) <= 10) near++;
        }
        return (double) near / DRAWS;
    }
}
