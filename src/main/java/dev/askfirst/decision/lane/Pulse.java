package dev.askfirst.decision.lane;

import java.time.Duration;

/**
 * Tracks how long a lane has been waiting for its database. A lane that waits too long is stuck, and accepts no
 * questions until the database makes progress.
 */
final class Pulse {

    private final long most;
    private volatile boolean busy;
    private volatile long last;
    private volatile long got = System.nanoTime();

    Pulse(Duration most) {
        this.most = most.toNanos();
    }

    /** The lane begins to work. */
    void start() {
        last = System.nanoTime();
        busy = true;
    }

    /** The database has completed something for the lane. */
    void beat() {
        start();
        got = last;
    }

    /** The lane has nothing to do. */
    void rest() {
        busy = false;
    }

    /** Whether the database has made progress for this lane since it last did for the other. */
    boolean gotOnSince(Pulse other) {
        return got - other.last > 0;
    }

    boolean stuck() {
        return busy && System.nanoTime() - last > most;
    }
}
