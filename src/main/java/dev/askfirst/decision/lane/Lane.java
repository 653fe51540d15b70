package dev.askfirst.decision.lane;

import dev.askfirst.decision.lane.LaneMetrics.Step;
import dev.askfirst.decision.lane.PendingBatch.Part;
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

    /** The most questions that share a transaction, where few lanes have the database for themselves. */
    static final int MOST = 512;

    /** The same where many lanes share it: so that a newcomer need not wait for full transactions of all of them. */
    static final int MOST_OF_MANY = 128;

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
    private final LaneMetrics lanes;
    private final int most;
    private final Pace pace;
    private volatile int underWay;

    /** @param timers end batches that are not answered by their deadline */
    record Means(Timer timers, UnansweredMetrics metrics, LaneMetrics lanes, Pulse pulse) {}

    /**
     * @param capacity the most questions that may wait
     * @param most questions that share a transaction
     */
    Lane(int capacity, int most, LaneConnection connection, Recording recording, Means means) {
        this.waiting = new FairQueue(capacity, TURN);
        this.most = most;
        this.pace = new Pace(most);
        this.connection = connection;
        this.recording = recording;
        this.pulse = means.pulse();
        this.timers = means.timers();
        this.metrics = means.metrics();
        this.lanes = means.lanes();
    }

    /** Lets a batch wait, or says at once why not: no room, or no answer possible by its deadline. */
    Optional<Unanswered> offer(PendingBatch batch) {
        var left = batch.deadline().nanosLeft();
        if (left <= 0) return Optional.of(Unanswered.NO_TIME);
        var timer = timers.newTimeout(_ -> end(batch), left - TICK.toNanos(), TimeUnit.NANOSECONDS);
        batch.letIn(batch.deadline().nanos() - left, timer, lanes.trace());
        var refused = waiting.offer(batch, questions -> isInTime(batch, questions + underWay));
        if (refused.isPresent()) batch.turnedAway();
        return refused;
    }

    /**
     * Whether the questions can be answered in time. A lane that has nothing else to do always tries: otherwise it
     * could not learn that it has become faster.
     */
    private boolean isInTime(PendingBatch batch, int questions) {
        return questions == batch.size()
                || pace.nanos(questions) <= batch.deadline().nanosLeft();
    }

    private void end(PendingBatch batch) {
        var why = pulse.stuck() ? Unanswered.STUCK : batch.begun() ? Unanswered.NOT_RECORDED : Unanswered.NO_TIME;
        batch.home().execute(() -> metrics.count(why, batch.sender(), batch.end(why)));
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
                var turn = gather(parts);
                while (turn.isPresent()) turn = answer(turn.get());
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
        return waiting.take(most);
    }

    /** Questions whose facts are gathered, in a transaction that is still open. */
    private record Turn(List<Part> parts, List<PendingQuestion> questions, Gathered facts, long started) {}

    /** The first step of a turn: begins a transaction and gathers the facts. Empty if nobody waits, or if it failed. */
    private Optional<Turn> gather(List<Part> parts) {
        if (parts.isEmpty()) return Optional.empty();
        var begun = System.nanoTime();
        lanes.taken(parts, begun);
        var questions = questions(parts);
        underWay = questions.size();
        var facts = recording.gather(questions);
        lanes.took(Step.GATHER, parts, begun, System.nanoTime());
        if (facts.isEmpty()) release(parts);
        return facts.map(it -> turn(parts, questions, it));
    }

    /**
     * The other steps: decides, records and commits, and then releases the answers. The message that commits gathers the
     * facts for whoever waits by then, so that the next turn has begun when this one ends.
     */
    private Optional<Turn> answer(Turn turn) {
        var begun = System.nanoTime();
        var decided = recording.decide(turn.facts(), turn.questions());
        var next = waiting.poll(most);
        // After that: whoever came in between had not waited for less than nothing.
        var made = System.nanoTime();
        lanes.took(Step.DECIDE, turn.parts(), begun, made);
        var nextQuestions = questions(next);
        var nextFacts = decided.flatMap(it -> recording.commit(turn.questions(), it, nextQuestions));
        var done = System.nanoTime();
        if (decided.isPresent()) lanes.took(Step.COMMIT, turn.parts(), made, done);
        end(turn);
        if (nextFacts.isEmpty()) return gather(next);
        lanes.taken(next, made);
        lanes.told(Step.GATHER, next, made, done);
        return Optional.of(turn(next, nextQuestions, nextFacts.get()));
    }

    private Turn turn(List<Part> parts, List<PendingQuestion> questions, Gathered facts) {
        underWay = questions.size();
        return new Turn(parts, questions, facts, System.nanoTime());
    }

    private void end(Turn turn) {
        underWay = 0;
        release(turn.parts());
        pace.learn(turn.questions().size(), System.nanoTime() - turn.started());
    }

    private static List<PendingQuestion> questions(List<Part> parts) {
        if (parts.size() == 1) return parts.getFirst().questions();
        var questions = new ArrayList<PendingQuestion>();
        for (var part : parts) questions.addAll(part.questions());
        return questions;
    }

    /** Releases answers with one task for each event loop, however many batches came from it. */
    private static void release(List<Part> answered) {
        var byHome = new IdentityHashMap<Executor, List<PendingBatch>>();
        for (var part : answered) {
            var batch = part.batch();
            if (batch.answered(part.size()))
                byHome.computeIfAbsent(batch.home(), _ -> new ArrayList<>()).add(batch);
        }
        byHome.forEach((home, batches) -> home.execute(() -> batches.forEach(PendingBatch::complete)));
    }
}
