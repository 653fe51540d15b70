package dev.askfirst.decision.lane;

import java.time.Duration;

/** How long a lane has been waiting for its database: one that waits too long is stuck, and lets nobody in until it gets on. */
final class Pulse {

    private final long most;
    private volatile boolean busy;
    private volatile long last;
    private volatile long got = System.nanoTime();

    Pulse(Duration most) {
        this.most = most.toNanos();
    }

    /** The lane has something to do. */
    void start() {
        last = System.nanoTime();
        busy = true;
    }

    /** The database has done something for it. */
    void beat() {
        start();
        got = last;
    }

    /** The lane has nothing to do. */
    void rest() {
        busy = false;
    }

    /** Whether the database has done something for this lane after the last that it did for another. */
    boolean gotOnSince(Pulse other) {
        return got - other.last > 0;
    }

    boolean stuck() {
        return busy && System.nanoTime() - last > most;
    }
}
