package dev.askfirst.decision.lane;

import dev.askfirst.decision.lane.PendingBatch.Part;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntPredicate;

/**
 * The questions that wait for a lane: bounded, and fair among senders, question by question. A sender with a long queue
 * delays itself before it delays others. A sender that has questions waiting may add more only while it has no more
 * than there is room left, so that room remains for senders that have none. Streams are served with the capacity that
 * the others leave; here they wait without a bound, because each stream asks only a little ahead.
 */
final class FairQueue {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Round first;
    private final Round streams;
    private final int capacity;
    private boolean closed;

    /** @param most questions in one turn of a sender; a larger batch takes several turns */
    FairQueue(int capacity, int most) {
        this.capacity = capacity;
        this.first = new Round(most);
        this.streams = new Round(most);
    }

    /**
     * Lets a batch wait, or says why not.
     *
     * @param inTime whether this many questions, including its own, can be answered by its deadline
     */
    Optional<Unanswered> offer(PendingBatch batch, IntPredicate inTime) {
        lock.lock();
        try {
            if (closed) return Optional.of(Unanswered.NO_ROOM);
            if (!batch.streamed()) {
                var own = first.of(batch.sender());
                if (!hasRoomFor(batch, own)) return Optional.of(Unanswered.NO_ROOM);
                if (!inTime.test(first.withTurnsOf(own + batch.size()) + batch.size())) {
                    return Optional.of(Unanswered.NO_TIME);
                }
            }
            (batch.streamed() ? streams : first).add(batch);
            filled.signal();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoomFor(PendingBatch batch, int own) {
        var room = capacity - first.questions;
        return own == 0 ? room > 0 : own + batch.size() <= room;
    }

    /** As {@link #poll}, but waits for questions; empty only when closed and drained. */
    List<Part> take(int most) throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                while (questions() + streamed() == 0 && !closed) filled.await();
                var taken = poll(most);
                if (!taken.isEmpty() || questions() + streamed() == 0 && closed) return taken;
            }
        } finally {
            lock.unlock();
        }
    }

    /** The next questions that wait, at most {@code most}. Batches that have ended meanwhile are left out. */
    List<Part> poll(int most) {
        lock.lock();
        try {
            var taken = new ArrayList<Part>();
            streams.take(taken, first.take(taken, most));
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** How many questions wait, without those of streams, which delay nobody else. */
    int questions() {
        return first.questions;
    }

    /** How many questions of streams wait. */
    int streamed() {
        return streams.questions;
    }

    boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Accepts no more questions; those that wait can still be taken. */
    void close() {
        lock.lock();
        try {
            closed = true;
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The batches of one sender that wait. {@code served} grows with each question taken; the sender with the least is
     * next.
     */
    private static final class SenderQueue {
        private final String sender;
        private final ArrayDeque<PendingBatch> batches = new ArrayDeque<>();
        private int questions;
        private long served;
        private long turn;

        SenderQueue(String sender) {
            this.sender = sender;
        }
    }

    /** Batches by sender. Senders take turns of at most {@code most} questions, so that all advance equally. */
    private static final class Round {

        private final int most;
        private final Map<String, SenderQueue> bySender = new HashMap<>();
        private final PriorityQueue<SenderQueue> next = new PriorityQueue<>(
                Comparator.<SenderQueue>comparingLong(queue -> queue.served).thenComparingLong(queue -> queue.turn));
        private volatile int questions;
        private long served;
        private long turns;

        Round(int most) {
            this.most = most;
        }

        void add(PendingBatch batch) {
            var queue = bySender.get(batch.sender());
            if (queue == null) {
                queue = new SenderQueue(batch.sender());
                bySender.put(batch.sender(), queue);
                // A sender that was not waiting starts level with the others: it is owed nothing for earlier time.
                queue.served = served;
                queue(queue);
            }
            queue.batches.add(batch);
            queue.questions += batch.size();
            questions += batch.size();
        }

        int of(String sender) {
            var queue = bySender.get(sender);
            return queue == null ? 0 : queue.questions;
        }

        /** How many questions of the waiting senders come first, if each is served up to {@code many}. */
        int withTurnsOf(int many) {
            var before = 0;
            for (var queue : bySender.values()) before += Math.min(queue.questions, many);
            return before;
        }

        /** Adds parts to {@code taken} as far as there is room, and returns the room that is left. */
        int take(List<Part> taken, int most) {
            var room = most;
            while (!next.isEmpty() && room > 0) {
                var queue = next.peek();
                var batch = queue.batches.peek();
                if (batch.isDone()) {
                    leave(queue, batch.left(), true);
                    continue;
                }
                if (!taken.isEmpty() && turnOf(batch) > room) break;
                var part = batch.take(Math.min(turnOf(batch), room));
                served = queue.served;
                queue.served += part.size();
                room -= part.size();
                taken.add(part);
                leave(queue, part.size(), batch.left() == 0);
            }
            return room;
        }

        private int turnOf(PendingBatch batch) {
            return Math.min(batch.left(), most);
        }

        /** The first batch of this sender has this many questions less, and is removed if none is left. */
        private void leave(SenderQueue queue, int fewer, boolean all) {
            next.remove();
            queue.questions -= fewer;
            questions -= fewer;
            if (all) queue.batches.remove();
            if (queue.batches.isEmpty()) bySender.remove(queue.sender);
            else queue(queue);
        }

        private void queue(SenderQueue queue) {
            queue.turn = turns++;
            next.add(queue);
        }
    }
}
