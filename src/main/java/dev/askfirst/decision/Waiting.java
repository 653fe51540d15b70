package dev.askfirst.decision;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for a lane: bounded, and fair among senders. The lane takes one asking from each sender in turn, so a sender
 * with a long queue delays itself before it delays others. Streams get what room the others leave: they wait without a
 * bound here, for each of them asks only so much ahead.
 */
final class Waiting {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Round first = new Round();
    private final Round streams = new Round();
    private final int capacity;
    private boolean closed;

    Waiting(int capacity) {
        this.capacity = capacity;
    }

    /** False if there is no room. An empty queue has room for anything. */
    boolean offer(Asking asking) {
        lock.lock();
        try {
            if (closed || !hasRoomFor(asking)) return false;
            (asking.streamed() ? streams : first).add(asking);
            filled.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoomFor(Asking asking) {
        return asking.streamed() || first.questions == 0 || first.questions + asking.size() <= capacity;
    }

    /** As {@link #poll}, once something waits; empty only when closed and drained. */
    List<Asking> take(int most) throws InterruptedException {
        lock.lock();
        try {
            while (questions() + streamed() == 0 && !closed) filled.await();
            return poll(most);
        } finally {
            lock.unlock();
        }
    }

    /** What waits now, up to {@code most} questions, but at least one asking if there is any. */
    List<Asking> poll(int most) {
        lock.lock();
        try {
            var taken = new ArrayList<Asking>();
            streams.take(taken, first.take(taken, most));
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Questions that wait, those of streams not counted: they are in nobody's way. */
    int questions() {
        return first.questions;
    }

    /** Questions of streams that wait. */
    int streamed() {
        return streams.questions;
    }

    /** Lets in no more; what waits is still taken. */
    void close() {
        lock.lock();
        try {
            closed = true;
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Askings by sender, who have one turn each. */
    private static final class Round {

        private final LinkedHashMap<String, ArrayDeque<Asking>> bySender = new LinkedHashMap<>();
        private volatile int questions;

        void add(Asking asking) {
            bySender.computeIfAbsent(asking.sender(), _ -> new ArrayDeque<>()).add(asking);
            questions += asking.size();
        }

        /** Adds what there is room for to what was taken already, and gives the room that is left. */
        int take(List<Asking> taken, int most) {
            var room = most;
            while (!bySender.isEmpty()) {
                var turn = bySender.pollFirstEntry();
                var next = turn.getValue().peek();
                if (!taken.isEmpty() && next.size() > room) {
                    bySender.putFirst(turn.getKey(), turn.getValue());
                    break;
                }
                taken.add(turn.getValue().remove());
                room -= next.size();
                questions -= next.size();
                if (!turn.getValue().isEmpty()) bySender.putLast(turn.getKey(), turn.getValue());
            }
            return room;
        }
    }
}
