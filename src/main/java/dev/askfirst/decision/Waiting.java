package dev.askfirst.decision;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for a lane: bounded, and fair among senders. The lane takes one asking from each sender in turn, so a sender
 * with a long queue delays itself before it delays others.
 */
final class Waiting {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final LinkedHashMap<String, ArrayDeque<Asking>> bySender = new LinkedHashMap<>();
    private final int capacity;
    private volatile int questions;
    private boolean closed;

    Waiting(int capacity) {
        this.capacity = capacity;
    }

    /** False if there is no room. An empty queue has room for anything. */
    boolean offer(Asking asking) {
        lock.lock();
        try {
            if (closed || questions > 0 && questions + asking.size() > capacity) return false;
            bySender.computeIfAbsent(asking.sender(), _ -> new ArrayDeque<>()).add(asking);
            questions += asking.size();
            filled.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #poll}, once something waits; empty only when closed and drained. */
    List<Asking> take(int most) throws InterruptedException {
        lock.lock();
        try {
            while (questions == 0 && !closed) filled.await();
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
            var count = 0;
            while (!bySender.isEmpty()) {
                var turn = bySender.pollFirstEntry();
                var next = turn.getValue().peek();
                if (count > 0 && count + next.size() > most) {
                    bySender.putFirst(turn.getKey(), turn.getValue());
                    break;
                }
                taken.add(turn.getValue().remove());
                count += next.size();
                if (!turn.getValue().isEmpty()) bySender.putLast(turn.getKey(), turn.getValue());
            }
            questions -= count;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    int questions() {
        return questions;
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
}
