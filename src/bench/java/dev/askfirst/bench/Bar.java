package dev.askfirst.bench;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * A figure of the run, and what it should be.
 *
 * @param measured as it is shown
 * @param bar what it should be, as it is shown; empty if nothing is asked of it
 */
record Bar(String name, String measured, String bar, boolean reached) {

    static Bar none(String name, double value) {
        return new Bar(name, number(value), "", true);
    }

    static Bar atLeast(double bar, String name, double value) {
        return new Bar(name, number(value), "≥ " + plain(bar), value >= bar);
    }

    static Bar atMost(double bar, String name, double value, double other, String unit) {
        var ratio = value / other;
        var measured = "%s (%.0f to %.0f %s)".formatted(number(ratio), value, other, unit);
        return new Bar(name, measured, "≤ " + plain(bar), ratio <= bar);
    }

    /** The tail, in milliseconds. */
    static Bar tail(String name, double p50, double p99) {
        var measured = String.format(Locale.ROOT, "%.1f ms (p50 %.1f)", p99, p50);
        return new Bar(name, measured, "≤ 10 ms or 3 × p50", p99 <= Math.max(10, 3 * p50));
    }

    String row() {
        return "| %s | %s | %s | %s |\n"
                .formatted(name, measured, bar, bar.isEmpty() ? "" : reached ? "reached" : "not reached");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** As short as it can be written. */
    private static String plain(double bar) {
        return BigDecimal.valueOf(bar).stripTrailingZeros().toPlainString();
    }
}
