package dev.askfirst.decision.lane;

import io.netty.util.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * One line of questions and one database connection: it answers whatever waits when it becomes free, in one transaction.
 * Answers leave only after the commit: an answer that is not in the record is never given. Who asks has an answer by the
 * deadline, whatever becomes of the lane.
 */
final class Lane implements Runnable {

    /** Questions that share a transaction. */
    static final int MOST = 512;

    /** Questions of one asking that are taken in one turn, where others have theirs. */
    private static final int TURN = 64;

    /** A deadline's timer goes off by as much too late. */
    static final Duration TICK = Duration.ofMillis(20);

    private final FairQueue waiting;
    private final LaneConnection connection;
    private final Recording recording;
    private final Pulse pulse;
    private final Timer timers;
    private final UnansweredMetrics metrics;
    private final Pace pace = new Pace();
    private volatile int underWay;

    /**
     * @param timers end askings that are not answered by their deadline
     */
    record Means(Timer timers, UnansweredMetrics metrics, Pulse pulse) {}

    Lane(int capacity, LaneConnection connection, Recording recording, Means means) {
        this.waiting = new FairQueue(capacity, TURN);
        this.connection = connection;
        this.recording = recording;
        this.pulse = means.pulse();
        this.timers = means.timers();
        this.metrics = means.metrics();
    }

    /** Lets an asking wait; or says why not, at once: no room, or no answer to be had by its deadline. */
    Optional<Unanswered> offer(PendingBatch asking) {
        var left = asking.deadline().nanosLeft();
        if (left <= 0) return Optional.of(Unanswered.NO_TIME);
        asking.letIn(timers.newTimeout(_ -> end(asking), left - TICK.toNanos(), TimeUnit.NANOSECONDS));
        var refused = waiting.offer(asking, questions -> isInTime(asking, questions + underWay));
        if (refused.isPresent()) asking.turnedAway();
        return refused;
    }

    /** A lane that has nothing else to do tries: it would not learn otherwise that it is faster than it was. */
    private boolean isInTime(PendingBatch asking, int questions) {
        return questions == asking.size()
                || pace.nanos(questions) <= asking.deadline().nanosLeft();
    }

    private void end(PendingBatch asking) {
        var why = pulse.stuck() ? Unanswered.STUCK : asking.begun() ? Unanswered.NOT_RECORDED : Unanswered.NO_TIME;
        asking.home().execute(() -> metrics.count(why, asking.end(why)));
    }

    /** Whether its database gets nowhere: whoever it let in would wait in vain. */
    boolean stuck() {
        return pulse.stuck();
    }

    /** Whether its database did something for it later than for another lane. */
    boolean gotOnSince(Lane other) {
        return pulse.gotOnSince(other.pulse);
    }

    /** Questions that wait, or are being answered: about how much this lane has to do. */
    int load() {
        return waiting.questions() + waiting.streamed() + underWay;
    }

    void close() {
        waiting.close();
    }

    @Override
    public void run() {
        try {
            for (var parts = take(); !parts.isEmpty(); parts = take()) {
                pulse.start();
                var open = begin(parts);
                while (open.isPresent()) open = answer(open.get());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            connection.close();
        }
    }

    /** What waits, once the database is there for it. */
    private List<Part> take() throws InterruptedException {
        if (connection.lost()) connection.restored(() -> !waiting.closed());
        pulse.rest();
        underWay = 0;
        return waiting.take(MOST);
    }

    /** Parts whose facts are gathered, in a transaction that is still open. */
    private record Open(List<Part> parts, List<PendingBatch.PendingQuestion> lines, Gathered gathered, long started) {}

    private Optional<Open> begin(List<Part> parts) {
        if (parts.isEmpty()) return Optional.empty();
        var lines = lines(parts);
        underWay = lines.size();
        var gathered = recording.begin(lines);
        if (gathered.isEmpty()) letGo(parts);
        return gathered.map(it -> open(parts, lines, it));
    }

    private Open open(List<Part> parts, List<PendingBatch.PendingQuestion> lines, Gathered gathered) {
        underWay = lines.size();
        return new Open(parts, lines, gathered, System.nanoTime());
    }

    /** Decides and records what is open, lets its answers go, and has the facts of what waits by then. */
    private Optional<Open> answer(Open open) {
        var decided = recording.decide(open.gathered(), open.lines());
        if (decided.isEmpty()) return next(open);
        var next = waiting.poll(MOST);
        var lines = lines(next);
        var gathered = recording.record(open.lines(), decided.get(), lines);
        done(open);
        return gathered.isPresent() ? Optional.of(open(next, lines, gathered.get())) : begin(next);
    }

    private Optional<Open> next(Open open) {
        done(open);
        return begin(waiting.poll(MOST));
    }

    private void done(Open open) {
        underWay = 0;
        letGo(open.parts());
        pace.learn(open.lines().size(), System.nanoTime() - open.started());
    }

    private static List<PendingBatch.PendingQuestion> lines(List<Part> parts) {
        if (parts.size() == 1) return parts.getFirst().lines();
        var lines = new ArrayList<PendingBatch.PendingQuestion>();
        for (var part : parts) lines.addAll(part.lines());
        return lines;
    }

    /** One task for each event loop, however many askings came from it. */
    private static void letGo(List<Part> answered) {
        var byHome = new IdentityHashMap<Executor, List<PendingBatch>>();
        for (var part : answered) {
            var asking = part.asking();
            if (asking.answered(part.size()))
                byHome.computeIfAbsent(asking.home(), _ -> new ArrayList<>()).add(asking);
        }
        byHome.forEach((home, askings) -> home.execute(() -> askings.forEach(PendingBatch::complete)));
    }
}
