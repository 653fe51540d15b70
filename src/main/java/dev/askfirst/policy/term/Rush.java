package dev.askfirst.policy.term;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * More messages than somebody is used to, measured by their own past alone: more in the last hour, or in the last 24, than in 99
 * of 100 such stretches before. It changes no decision: a person may pause, and nobody pauses for them.
 *
 * @param messages how many were let through within the stretch
 * @param usual how many at most in 99 of 100 stretches before
 */
public record Rush(int messages, int usual, Duration within) {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    /** From the first message on, so much must have passed before anything is told. */
    public static final Duration KNOWN = Duration.ofDays(28);

    /** How far back is looked. */
    public static final Duration BACK = Duration.ofDays(84);

    /** Fewer are no rush, however quiet it was before. */
    private static final int LEAST = 4;

    private static final int PERCENTILE = 99;

    /**
     * Of the day if it has one, else of the hour; empty while too little is known.
     *
     * @param through when messages were let through, in no order
     */
    public static Optional<Rush> of(List<Instant> through, Instant now) {
        var first = through.stream()
                .filter(it -> it.isBefore(now) && !it.isBefore(now.minus(BACK)))
                .min(Instant::compareTo);
        if (first.filter(it -> !it.isAfter(now.minus(KNOWN))).isEmpty()) return Optional.empty();
        var past = Duration.between(first.get(), now);
        return within(DAY, through, past, now).or(() -> within(HOUR, through, past, now));
    }

    private static Optional<Rush> within(Duration stretch, List<Instant> through, Duration past, Instant now) {
        var counts = new int[(int) past.dividedBy(stretch) + 1];
        for (var at : through) {
            var ago = Duration.between(at, now);
            if (!ago.isNegative() && ago.compareTo(past) <= 0) counts[(int) ago.dividedBy(stretch)]++;
        }
        var before = IntStream.of(counts).skip(1).sorted().toArray();
        var usual = before[(before.length * PERCENTILE + 99) / 100 - 1];
        var rush = counts[0] >= LEAST && counts[0] > usual;
        return rush ? Optional.of(new Rush(counts[0], usual, stretch)) : Optional.empty();
    }
}
