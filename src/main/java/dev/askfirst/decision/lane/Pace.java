package dev.askfirst.decision.lane;

/**
 * How long questions take on a lane, learned from what they took: each of many, and a transaction of a few, whose questions
 * tell nothing about what one of many costs.
 */
final class Pace {

    /** Questions that tell what one costs when there are many. */
    private static final int MANY = 64;

    private volatile long each;
    private volatile long few;

    void learn(int questions, long nanos) {
        if (questions < MANY) few = learned(few, nanos);
        else each = learned(each, nanos / questions);
    }

    /** How long as many questions take, one full transaction after the other. */
    long nanos(int questions) {
        return questions * each + (questions + Lane.MOST - 1) / Lane.MOST * few;
    }

    private static long learned(long before, long now) {
        return before == 0 ? now : (7 * before + now) / 8;
    }
}
