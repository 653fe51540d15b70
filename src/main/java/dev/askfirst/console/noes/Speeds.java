package dev.askfirst.console.noes;

import dev.askfirst.console.figures.Sorting;
import java.util.Comparator;
import java.util.List;

/** Tables of how long something took, by whatever it is told apart by. */
final class Speeds {

    static final Sorting USUAL = new Sorting("n", true);

    private static final List<String> NAMES = List.of("name", "n", "half", "most", "slowest");

    /**
     * One row.
     *
     * @param more what is still to be said about it
     */
    record Named(String name, Speed speed, String more) {
        NoesPage.Row row() {
            return new NoesPage.Row(name, speed.numbers(), more);
        }
    }

    private Speeds() {}

    static Sorting sorting(String asked) {
        return Sorting.of(asked, NAMES, USUAL);
    }

    /**
     * A table.
     *
     * @param first the head of its first column
     * @param link an address that ends where the column is to be named by which it is sorted
     * @param place where it stands on the page
     */
    static NoesPage.Table table(
            String title, String first, List<Named> rows, Sorting sorting, String link, String place) {
        var columns = columns(NoesPages.TEXTS.text(first));
        return new NoesPage.Table(
                NoesPages.TEXTS.text(title),
                sorting.heads(columns, link, place),
                sorting.sorted(rows, columns).stream().map(Named::row).toList());
    }

    private static List<Sorting.Column<Named>> columns(String first) {
        return List.of(
                new Sorting.Column<>("name", first, false, Comparator.comparing(Named::name)),
                column("n", Comparator.comparingLong(it -> it.speed().n())),
                column("half", Comparator.comparing(it -> it.speed().half())),
                column("most", Comparator.comparing(it -> it.speed().most())),
                column("slowest", Comparator.comparing(it -> it.speed().slowest())));
    }

    private static Sorting.Column<Named> column(String name, Comparator<Named> order) {
        return new Sorting.Column<>(name, NoesPages.TEXTS.text("column", name), true, order);
    }
}
