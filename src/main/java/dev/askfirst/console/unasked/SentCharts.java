package dev.askfirst.console.unasked;

import dev.askfirst.console.figures.WeekBars;
import dev.askfirst.console.figures.Wording;
import dev.askfirst.reconcile.Result;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Draws what was sent without a permit in force, week by week. */
final class SentCharts {

    /** Of the small charts, in their own units. */
    private static final int STEP = 14;

    private static final int HEIGHT = 40;

    private static final List<Result> UNCOVERED =
            List.of(Result.SENT_WITHOUT_ASKING, Result.SENT_AFTER_EXPIRY, Result.SENT_AGAINST_DENY);

    private static final UnaskedPage.Sums NOTHING = new UnaskedPage.Sums(0, 0, 0, 0);

    private SentCharts() {}

    /**
     * Bars of these weeks, all on one scale.
     *
     * @param link of a week to its rows; empty for none
     */
    static WeekBars bars(
            String title,
            List<LocalDate> weeks,
            Map<LocalDate, UnaskedPage.Sums> sums,
            Function<LocalDate, String> link) {
        var longest = sums.values().stream()
                .mapToLong(UnaskedPage.Sums::uncovered)
                .max()
                .orElse(0);
        var most = longest == 0 ? 1 : WeekBars.round(longest);
        var rows = new ArrayList<WeekBars.Week>();
        if (!sums.isEmpty())
            weeks.forEach(week -> rows.add(row(week, sums.getOrDefault(week, NOTHING), most, link.apply(week))));
        return new WeekBars(
                title, Kinds.TEXTS.text("axis"), Kinds.TEXTS.text("axisMost", (long) most), columns(), rows);
    }

    private static List<WeekBars.Column> columns() {
        var columns = new ArrayList<WeekBars.Column>();
        for (var kind : UNCOVERED) columns.add(new WeekBars.Column(Kinds.text(kind), Kinds.key(kind)));
        columns.add(new WeekBars.Column(Kinds.TEXTS.text("messages"), ""));
        columns.add(new WeekBars.Column(Kinds.TEXTS.text("share"), ""));
        return columns;
    }

    private static WeekBars.Week row(LocalDate week, UnaskedPage.Sums sums, double most, String link) {
        var values = List.of((double) sums.without(), (double) sums.late(), (double) sums.against());
        var keys = UNCOVERED.stream().map(Kinds::key).toList();
        return new WeekBars.Week(
                Wording.day(week),
                WeekBars.parts(values, keys, most),
                List.of(
                        Wording.number(sums.without()),
                        Wording.number(sums.late()),
                        Wording.number(sums.against()),
                        Wording.number(sums.messages()),
                        Wording.share(sums.uncovered(), sums.messages())),
                sums.messages() == 0 ? "" : link);
    }

    /** The share of a sender's messages without a permit in force, a column for each week. */
    static List<UnaskedPage.Column> columns(List<LocalDate> weeks, Map<LocalDate, UnaskedPage.Sums> sums, double most) {
        var columns = new ArrayList<UnaskedPage.Column>();
        for (var i = 0; i < weeks.size(); i++) {
            var share = share(sums.getOrDefault(weeks.get(i), NOTHING));
            if (share == 0) continue;
            var height = Math.clamp(Math.round(share * HEIGHT / most), 2, HEIGHT);
            columns.add(new UnaskedPage.Column(i * STEP, HEIGHT - height, height));
        }
        return columns;
    }

    /** In percent. */
    static double share(UnaskedPage.Sums sums) {
        return sums.messages() == 0 ? 0 : sums.uncovered() * 100.0 / sums.messages();
    }
}
