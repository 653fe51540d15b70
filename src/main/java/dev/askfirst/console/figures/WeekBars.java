package dev.askfirst.console.figures;

import java.util.ArrayList;
import java.util.List;

/**
 * Weeks as a chart that is a table: in each row a bar, and the numbers that it shows.
 *
 * @param axis what the bars show, with its unit
 * @param most what the longest bar could show, with its unit
 * @param columns the heads of the numbers
 */
public record WeekBars(String title, String axis, String most, List<Column> columns, List<Week> weeks) {

    /** How long a bar is that fills its place. */
    private static final int WIDTH = 1_000;

    /**
     * The head of one column of numbers.
     *
     * @param key the class of its part of the bar; empty if it has none
     */
    public record Column(String text, String key) {}

    /** A part of a bar. */
    public record Part(int x, int width, String key) {}

    /**
     * One week.
     *
     * @param link to what it counts; empty if there is nothing
     */
    public record Week(String week, List<Part> parts, List<String> numbers, String link) {}

    /** The parts of a bar, one behind the other; each that is not nothing can be seen. */
    public static List<Part> parts(List<Double> values, List<String> keys, double most) {
        var parts = new ArrayList<Part>();
        var x = 0;
        for (var i = 0; i < values.size(); i++) {
            if (values.get(i) <= 0 || most <= 0) continue;
            var width = Math.clamp(Math.round(values.get(i) * WIDTH / most), 4, WIDTH);
            parts.add(new Part(Math.min(x, WIDTH - width), width, keys.get(i)));
            x += width;
        }
        return parts;
    }

    /** The least round number that is not below this one: 1, 2 or 5 with zeros behind it, or before it. */
    public static double round(double value) {
        if (value <= 0) return 1;
        var ten = Math.pow(10, Math.floor(Math.log10(value)));
        for (var step : new double[] {1, 2, 5}) if (step * ten >= value) return step * ten;
        return 10 * ten;
    }
}
