package dev.askfirst.console.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables that can be sorted, bars, and numbers in words. */
class FiguresTest {

    private record Row(String name, long number) {}

    private static final List<Sorting.Column<Row>> COLUMNS = List.of(
            new Sorting.Column<>("name", "Name", false, Comparator.comparing(Row::name)),
            new Sorting.Column<>("n", "Number", true, Comparator.comparingLong(Row::number)));

    private static final Sorting USUAL = new Sorting("n", true);

    @Test
    void aTableIsSortedByTheColumnThatIsAskedFor() {
        var rows = List.of(new Row("b", 2), new Row("a", 3), new Row("c", 2));
        assertEquals(List.of("a", "b", "c"), names(Sorting.of("name", List.of("name", "n"), USUAL), rows));
        assertEquals(List.of("c", "b", "a"), names(Sorting.of("-name", List.of("name", "n"), USUAL), rows));
        // What is alike stays as it was.
        assertEquals(List.of("a", "b", "c"), names(Sorting.of(null, List.of("name", "n"), USUAL), rows));
        assertEquals(List.of("b", "c", "a"), names(Sorting.of("n", List.of("name", "n"), USUAL), rows));
        assertEquals(USUAL, Sorting.of("nonsense", List.of("name", "n"), USUAL));
    }

    @Test
    void linksOfAHeadSortByItAndTheOtherWayRound() {
        var heads = USUAL.heads(COLUMNS, "/x?week=2026-01-05&sort=", "#rows");
        assertEquals("/x?week=2026-01-05&sort=name#rows", heads.get(0).link());
        assertEquals("/x?week=2026-01-05&sort=n#rows", heads.get(1).link());
        assertEquals(
                List.of("", "descending"),
                heads.stream().map(Sorting.Head::direction).toList());
        assertEquals(
                "/x?sort=-n",
                new Sorting("n", false).heads(COLUMNS, "/x?sort=", "").get(1).link());
    }

    @Test
    void theSmallestPartOfABarIsSeenAndNoneReachesBeyondItsEnd() {
        var parts = WeekBars.parts(List.of(1.0, 0.0, 99_999.0), List.of("a", "b", "c"), 100_000);
        assertEquals(List.of("a", "c"), parts.stream().map(WeekBars.Part::key).toList());
        assertTrue(parts.getFirst().width() >= 4);
        parts.forEach(it -> assertTrue(it.x() + it.width() <= 1_000, it.toString()));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "1.1, 2", "3, 5", "7, 10", "10, 10", "11, 20", "430, 500", "0.3, 0.5"})
    void scalesEndWithARoundNumber(double value, double most) {
        assertEquals(most, WeekBars.round(value), 1e-9);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0 %",
        "0, 5, 0 %",
        "1, 100000, < 0.1 %",
        "1, 300, 0.3 %",
        "999, 1000, 99 %",
        "7, 16, 44 %",
        "5, 5, 100 %"
    })
    void aShareIsNeverToldAsNothingOrAllIfItIsNot(long part, long whole, String share) {
        assertEquals(share, Wording.share(part, whole));
    }

    private static List<String> names(Sorting sorting, List<Row> rows) {
        return sorting.sorted(rows, COLUMNS).stream().map(Row::name).toList();
    }
}
