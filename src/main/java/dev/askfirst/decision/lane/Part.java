package dev.askfirst.decision.lane;

import java.util.List;

/** Lines of a batch that a lane takes together: all of them, unless there are many. */
record Part(PendingBatch batch, int from, int to) {

    List<PendingQuestion> questions() {
        return batch.questions().subList(from, to);
    }

    int size() {
        return to - from;
    }

    /** Whether nothing of its batch was taken before. */
    boolean isFirst() {
        return from == 0;
    }
}
