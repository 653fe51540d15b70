package dev.askfirst.decision.lane;

import java.util.List;

/** Lines of a batch that a lane takes together: all of them, unless there are many. */
record Part(PendingBatch asking, int from, int to) {

    List<PendingBatch.PendingQuestion> lines() {
        return asking.lines().subList(from, to);
    }

    int size() {
        return to - from;
    }
}
