package dev.askfirst.decision.lane;

/**
 * Estimates how long questions take on a lane. It learns two numbers: the time per question in large batches, and the
 * time of a transaction with few questions, which says nothing about the cost of one among many.
 */
final class Pace {

    /** From this many questions on, a batch is large. */
    private static final int MANY = 64;

    private final int most;
    private volatile long each;
    private volatile long few;

    /** @param most questions that share a transaction */
    Pace(int most) {
        this.most = most;
    }

    void learn(int questions, long nanos) {
        if (questions < MANY) few = learned(few, nanos);
        else each = learned(each, nanos / questions);
    }

    /** How long this many questions take, in full transactions one after the other. */
    long nanos(int questions) {
        return questions * each + (questions + most - 1) / most * few;
    }

    private static long learned(long before, long now) {
        return before == 0 ? now : (7 * before + now) / 8;
    }
}
