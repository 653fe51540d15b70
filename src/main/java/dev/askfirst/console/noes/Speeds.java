package dev.askfirst.console.noes;

import dev.askfirst.console.table.Sorting;
import java.util.Comparator;
import java.util.List;

/** Tables of how long something took, by whatever it is told apart by. */
final class Speeds {

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

    /**
     * A table.
     *
     * @param name in the page's address
     * @param first the head of its first column
     */
    static NoesPage.Table table(String name, String title, String first, List<Named> rows, Sorting sorting) {
        var columns = columns(NoesPages.TEXTS.text(first));
        return new NoesPage.Table(
                name,
                NoesPages.TEXTS.text(title),
                columns,
                sorting.sorted(name, rows, columns).stream().map(Named::row).toList());
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
