package dev.askfirst.decision;

import java.time.Duration;

/**
 * Until when a caller waits for its answer.
 *
 * @param nanos by {@link System#nanoTime}
 */
record Deadline(long nanos) {

    static Deadline in(Duration wait) {
        return new Deadline(System.nanoTime() + wait.toNanos());
    }

    boolean passed() {
        return nanosLeft() <= 0;
    }

    long nanosLeft() {
        return nanos - System.nanoTime();
    }
}
