package dev.askfirst.platform.postgres;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How long each step of one recording transaction took. A step that was run again counts both times. */
public final class TransactionSteps {

    /** In this order; {@code LOCKS} is part of {@code WORK} where nobody tells them apart. */
    public enum Step {
        /** Waiting for a connection of the pool. */
        CONNECTION,
        /** Finding the people concerned, or writing down who they are, and waiting until nobody else changes their terms. */
        LOCKS,
        /** All statements but these. */
        WORK,
        /** The disk, and standbys where they are waited for. */
        COMMIT
    }

    private final Map<Step, Duration> took = new EnumMap<>(Step.class);
    private final long begun = System.nanoTime();
    private long last = begun;
    private int repeats;

    /** What has passed since the step before was what this one took. */
    public synchronized void done(Step step) {
        var now = System.nanoTime();
        took.merge(step, Duration.ofNanos(now - last), Duration::plus);
        last = now;
    }

    synchronized void again() {
        repeats++;
    }

    synchronized Map<Step, Duration> took() {
        return Map.copyOf(took);
    }

    synchronized int repeats() {
        return repeats;
    }

    /** From the beginning until now, also what belongs to a step that has not ended. */
    synchronized Duration all() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** For a line of the log, in milliseconds. */
    @Override
    public synchronized String toString() {
        var steps = took.entrySet().stream()
                .map(it -> it.getKey().name().toLowerCase(Locale.ROOT) + " "
                        + it.getValue().toMillis())
                .collect(Collectors.joining(", "));
        var told = took.values().stream().reduce(Duration.ZERO, Duration::plus);
        var rest = all().minus(told).toMillis();
        var unended = rest > 0 ? (steps.isEmpty() ? "" : ", ") + "a step that did not end " + rest : "";
        return "%d ms (%s%s)%s".formatted(all().toMillis(), steps, unended, repeats == 0 ? "" : ", run twice");
    }
}
