package dev.askfirst.console.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.console.table.Sorting.Column;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables that can be sorted. */
class SortingTest {

    private record Row(String name, long number) {}

    private static final List<Row> ROWS = List.of(new Row("b", 2), new Row("a", 3), new Row("c", 2));
    private static final List<Column<Row>> COLUMNS = List.of(
            new Column<>("name", "Name", false, Comparator.comparing(Row::name)),
            new Column<>("n", "Number", true, Comparator.comparingLong(Row::number)));

    @ParameterizedTest
    @CsvSource({
        "rows.name, abc",
        "-rows.name, cba",
        // What is alike stays as it was.
        "-rows.n, abc",
        "rows.n, bca",
        "rows.nothing, bac",
        "others.name, abc",
        "nonsense, abc",
        "--rows.name, abc",
    })
    void aTableIsSortedByTheColumnThatIsAskedFor(String sort, String names) {
        var sorting = Sorting.of("/x", Map.of("sort", List.of(sort)), "-rows.n");
        assertEquals(names, names(sorting));
    }

    @Test
    void aTableOfWhichNothingIsSaidStaysAsItComes() {
        assertEquals("bac", names(Sorting.of("/x", Map.of())));
        assertEquals("abc", names(Sorting.of("/x", Map.of(), "rows.name")));
    }

    @Test
    void linksOfAHeadSortByItAndTheOtherWayRound() {
        var sorting = Sorting.of("/x", Map.of("week", List.of("2026-01-05")), "-rows.n");
        assertEquals(new Sorting.Head("/x?week=2026-01-05&sort=rows.name#rows", ""), sorting.head("rows", "name"));
        assertEquals(
                new Sorting.Head("/x?week=2026-01-05&sort=rows.n#rows", "descending"), sorting.head("rows", "n", true));
        // The first press on numbers brings the largest.
        assertEquals(
                "/x?week=2026-01-05&sort=-rows.size#rows",
                sorting.head("rows", "size", true).link());
    }

    @Test
    void linksKeepHowOtherTablesAreSortedAndAllElse() {
        var asked = new LinkedHashMap<String, List<String>>();
        asked.put("q", List.of("a b&c"));
        asked.put("empty", List.of(""));
        asked.put("sort", List.of("ones.name", "-others.n"));
        var sorting = Sorting.of("/x", asked);
        assertEquals(
                "/x?q=a+b%26c&sort=-ones.name&sort=-others.n#ones",
                sorting.head("ones", "name").link());
        assertEquals(
                "/x?q=a+b%26c&sort=ones.name&sort=others.n#others",
                sorting.head("others", "n", true).link());
        assertEquals("/x?q=a+b%26c&cursor=7&sort=ones.name&sort=-others.n", sorting.with("cursor", "7"));
    }

    private static String names(Sorting sorting) {
        return String.join(
                "",
                sorting.sorted("rows", ROWS, COLUMNS).stream().map(Row::name).toList());
    }
}
