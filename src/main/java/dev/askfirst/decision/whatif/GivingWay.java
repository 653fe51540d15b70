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
    private static final long TURN = Duration.ofNanos(500_000).toNanos();

    /** How long after the last question it still gives way. */
    private static final long LATELY = Duration.ofSeconds(1).toNanos();

    /** Its share of one processor while questions are asked. */
    private static final double ASKED = 1.0 / 6;

    private static final double LEAST = 0.05;

    private static final long LONGEST = Duration.ofMillis(120).toNanos();

    private final Desk desk;
    private final double share;
    private long began = System.nanoTime();
    private long asked = began - LATELY;

    /** @param share of one processor while nothing is asked, 0.05 to 1 */
    GivingWay(Desk desk, double share) {
        this.desk = desk;
        this.share = Math.clamp(share, LEAST, 1);
    }

    /** Whether it rests at all now: then pieces of work are to be small ones. */
    boolean rests() {
        return part(System.nanoTime()) < 1;
    }

    private double part(long now) {
        return now - asked < LATELY ? Math.min(share, ASKED) : share;
    }

    /** To be called between two small pieces of work. */
    void step() {
        var now = System.nanoTime();
        if (desk.load() > 0) asked = now;
        var worked = now - began;
        if (worked < TURN) return;
        var part = part(now);
        if (part < 1) LockSupport.parkNanos(Math.min(LONGEST, (long) (worked * (1 / part - 1))));
        began = System.nanoTime();
    }
}
