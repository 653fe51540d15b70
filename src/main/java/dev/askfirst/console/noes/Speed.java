package dev.askfirst.console.noes;

import dev.askfirst.consent.event.NoTimes;
import dev.askfirst.console.Durations;
import dev.askfirst.console.figures.Wording;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * How long something took, many times.
 *
 * @param half what half of them took no longer than
 * @param most what 99 of 100 took no longer than
 */
record Speed(long n, Duration half, Duration most, Duration slowest) {

    static final Speed NONE = new Speed(0, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    private static final double HALF = 0.5;
    private static final double MOST = 0.99;

    /** Of what was counted in steps: no longer than what is told. */
    static Speed of(List<NoTimes.Taken> counted) {
        var sorted = counted.stream()
                .sorted(Comparator.comparing(NoTimes.Taken::most))
                .toList();
        var n = sorted.stream().mapToLong(NoTimes.Taken::n).sum();
        if (n == 0) return NONE;
        var slowest = sorted.stream()
                .map(NoTimes.Taken::slowest)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return new Speed(n, within(sorted, HALF * n, slowest), within(sorted, MOST * n, slowest), slowest);
    }

    private static Duration within(List<NoTimes.Taken> sorted, double wanted, Duration slowest) {
        var seen = 0L;
        for (var step : sorted) {
            seen += step.n();
            if (seen >= wanted) return step.most().compareTo(slowest) < 0 ? step.most() : slowest;
        }
        return slowest;
    }

    boolean isNothing() {
        return n == 0;
    }

    /** In words, with its unit; a dash where there is nothing. */
    String text(Duration time) {
        return isNothing() ? "–" : Durations.text(time);
    }

    /** How many, how long half of them took, 99 of 100, and the slowest. */
    List<String> numbers() {
        return List.of(Wording.number(n), text(half), text(most), text(slowest));
    }
}
