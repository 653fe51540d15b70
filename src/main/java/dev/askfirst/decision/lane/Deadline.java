package dev.askfirst.decision.lane;

import java.time.Duration;

/**
 * Until when a caller waits for its answer.
 *
 * @param nanos by {@link System#nanoTime}
 */
public record Deadline(long nanos) {

    static Deadline in(Duration wait) {
        return new Deadline(System.nanoTime() + wait.toNanos());
    }

    boolean passed() {
        return nanosLeft() <= 0;
    }

    public long nanosLeft() {
        return nanos - System.nanoTime();
    }
}
