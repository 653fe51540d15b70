package dev.askfirst.policy.attention;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people get of use, and what not, where messages that can wait give way to those of more use. */
class TastesTest {

    /** A useful message more, and half as many useless ones at most: the numbers are in docs/attention.md. */
    @ParameterizedTest
    @CsvSource({"20, 6", "40, 5", "60, 5"})
    void whoChoosesGetsAsMuchOfUseAndHalfOfWhatIsNot(int aWeek, int smaller) {
        var random = new Random(19);
        var people =
                IntStream.range(0, 20).mapToObj(_ -> new Tastes(aWeek, random)).toList();
        var first = came(people, 10, false);
        var bids = came(people, smaller, true);
        assertTrue(bids.useful() >= first.useful(), () -> bids + " against " + first);
        assertTrue(2 * bids.useless() <= first.useless(), () -> bids + " against " + first);
    }

    private static Tastes.Came came(List<Tastes> people, int perWeek, boolean bids) {
        return people.stream().map(it -> it.with(perWeek, bids)).reduce(new Tastes.Came(0, 0), Tastes.Came::and);
    }
}
