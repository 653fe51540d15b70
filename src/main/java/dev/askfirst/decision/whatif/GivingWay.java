package dev.askfirst.decision.whatif;

import dev.askfirst.decision.lane.Desk;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets work that nobody waits for give way to questions: while some are asked it works for a moment and then rests for longer,
 * so that it has a bounded share of one processor and of the database, and still gets on.
 */
final class GivingWay {

    /** How long it works without a look at anything else. */
    private static final long TURN = Duration.ofMillis(1).toNanos();

    /** How long after the last question it still gives way. */
    private static final long LATELY = Duration.ofSeconds(1).toNanos();

    /** How many times as long as it worked it rests. */
    private static final double REST = 3;

    private static final long LONGEST = Duration.ofMillis(120).toNanos();

    private final Desk desk;
    private long began = System.nanoTime();
    private long asked = began - LATELY;

    GivingWay(Desk desk) {
        this.desk = desk;
    }

    /** To be called between two small pieces of work. */
    void step() {
        var now = System.nanoTime();
        if (desk.load() > 0) asked = now;
        var worked = now - began;
        if (worked < TURN) return;
        if (now - asked < LATELY) LockSupport.parkNanos(Math.min(LONGEST, (long) (worked * REST)));
        began = System.nanoTime();
    }
}
