package dev.askfirst.outbound.feed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What one call shows of the feed: no more events than asked for, after looking at a bounded number of changes. */
final class FeedPage {

    private static final int MOST_LOOKED_AT = 5000;

    private final Events writer;
    private final Subscriber subscriber;
    private final Cursor from;
    private final int most;
    private final List<ObjectNode> events = new ArrayList<>();
    private Cursor next;
    private int lookedAt;

    FeedPage(Events writer, Subscriber subscriber, Cursor from, int most) {
        this.writer = writer;
        this.subscriber = subscriber;
        this.from = from;
        this.most = most;
        this.next = from;
    }

    /** Takes the next change, if there is room; false when there is no more. */
    boolean add(Placed placed) {
        for (var controller : subscriber.controllers(placed.change())) {
            if (from.isPast(placed, controller)) continue;
            if (events.size() == most) return false;
            events.add(writer.of(placed, controller, subscriber));
            next = new Cursor(placed.position(), controller);
        }
        next = Cursor.at(placed.position() + 1);
        return ++lookedAt < MOST_LOOKED_AT;
    }

    List<ObjectNode> events() {
        return events;
    }

    /** Where to go on. */
    Cursor next() {
        return next;
    }
}
