package dev.askfirst.decision.lane;

import java.util.concurrent.atomic.AtomicInteger;

/** How many unanswered questions a sender has on this instance, and what it may still ask. */
final class Share {

    private final String sender;
    private final AtomicInteger open = new AtomicInteger();
    private final Quota quota = new Quota();

    Share(String sender) {
        this.sender = sender;
    }

    String sender() {
        return sender;
    }

    Quota quota() {
        return quota;
    }

    int open() {
        return open.get();
    }

    void opened(int questions) {
        open.addAndGet(questions);
    }

    void closed(int questions) {
        open.addAndGet(-questions);
    }
}
