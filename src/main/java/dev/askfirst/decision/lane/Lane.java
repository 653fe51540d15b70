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
 * One queue of questions and one database connection: when it is free, it answers what waits in one transaction.
 * Answers are given only after the commit, so that no answer is given that is not on record. Every caller has an answer
 * by its deadline, whatever happens to the lane.
 */
final class Lane implements Runnable {

    /** The most questions that share a transaction. */
    static final int MOST = 512;

    /** The most questions of one batch that are taken in one turn. */
    private static final int TURN = 64;

    /** A deadline's timer may fire this much too late. */
    static final Duration TICK = Duration.ofMillis(20);

    private final FairQueue waiting;
    private final LaneConnection connection;
    private final Recording recording;
    private final Pulse pulse;
    private final Timer timers;
    private final UnansweredMetrics metrics;
    private final Pace pace = new Pace();
    private volatile int underWay;

    /** @param timers end batches that are not answered by their deadline */
    record Means(Timer timers, UnansweredMetrics metrics, Pulse pulse) {}

    Lane(int capacity, LaneConnection connection, Recording recording, Means means) {
        this.waiting = new FairQueue(capacity, TURN);
        this.connection = connection;
        this.recording = recording;
        this.pulse = means.pulse();
        this.timers = means.timers();
        this.metrics = means.metrics();
    }

    /** Lets a batch wait, or says at once why not: no room, or no answer possible by its deadline. */
    Optional<Unanswered> offer(PendingBatch asking) {
        var left = asking.deadline().nanosLeft();
        if (left <= 0) return Optional.of(Unanswered.NO_TIME);
        asking.letIn(timers.newTimeout(_ -> end(asking), left - TICK.toNanos(), TimeUnit.NANOSECONDS));
        var refused = waiting.offer(asking, questions -> isInTime(asking, questions + underWay));
        if (refused.isPresent()) asking.turnedAway();
        return refused;
    }

    /**
     * Whether the questions can be answered in time. A lane that has nothing else to do always tries: otherwise it
     * could not learn that it has become faster.
     */
    private boolean isInTime(PendingBatch asking, int questions) {
        return questions == asking.size()
                || pace.nanos(questions) <= asking.deadline().nanosLeft();
    }

    private void end(PendingBatch asking) {
        var why = pulse.stuck() ? Unanswered.STUCK : asking.begun() ? Unanswered.NOT_RECORDED : Unanswered.NO_TIME;
        asking.home().execute(() -> metrics.count(why, asking.end(why)));
    }

    /** Whether its database makes no progress, so that new questions would wait in vain. */
    boolean stuck() {
        return pulse.stuck();
    }

    /** Whether the database has made progress for this lane since it last did for the other. */
    boolean gotOnSince(Lane other) {
        return pulse.gotOnSince(other.pulse);
    }

    /** How many questions wait or are being answered; approximate. */
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

    /** Waits for the database, and then for questions. */
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

    /**
     * Decides and records the open batch, releases its answers, and gathers the facts for the questions that wait by
     * then.
     */
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

    /** Releases answers with one task for each event loop, however many batches came from it. */
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
