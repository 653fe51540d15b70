package dev.askfirst.decision.lane;

import dev.askfirst.decision.answer.Answer;
import dev.askfirst.platform.trace.Trace;
import io.netty.util.Timeout;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Questions of one sender that came in one request: a single one, or a whole batch. Stays one unit in the queue. */
final class PendingBatch {

    private final Share share;
    private final List<PendingQuestion> questions;
    private final Deadline deadline;
    private final boolean streamed;
    private final Executor home = CallerLoop.current();
    private final CompletableFuture<List<Answer>> answers = new CompletableFuture<>();
    private Timeout timer;
    private volatile boolean begun;
    private long offered;
    private Trace trace = Trace.NONE;
    private int taken;
    private int answered;

    /** A streamed batch waits behind all others. */
    PendingBatch(Share share, List<PendingQuestion> questions, Deadline deadline, boolean streamed) {
        this.share = share;
        this.questions = questions;
        this.deadline = deadline;
        this.streamed = streamed;
    }

    boolean streamed() {
        return streamed;
    }

    String sender() {
        return share.sender();
    }

    List<PendingQuestion> questions() {
        return questions;
    }

    int size() {
        return questions.size();
    }

    Deadline deadline() {
        return deadline;
    }

    /** How many unanswered questions its sender would have, including this batch. */
    int shareWith() {
        return share.open() + size();
    }

    /** Called when the batch is accepted, at this instant; the timer ends it unless it is answered before. */
    void letIn(long now, Timeout timer, Trace trace) {
        this.offered = now;
        this.trace = trace;
        this.timer = timer;
        share.opened(size());
    }

    /** Called when the batch is not accepted after all. */
    void turnedAway() {
        closed();
    }

    /** How many questions no lane has taken yet. */
    int left() {
        return questions.size() - taken;
    }

    /** The next questions, for the lane that it waits for. */
    Part take(int most) {
        begun = true;
        var from = taken;
        taken += Math.min(most, left());
        return new Part(this, from, taken);
    }

    /** Since when it has waited, by {@link System#nanoTime}. */
    long offered() {
        return offered;
    }

    Trace trace() {
        return trace;
    }

    /** Whether a lane has begun to answer it. */
    boolean begun() {
        return begun;
    }

    /** Notes that this many more questions have answers; true if these were the last. */
    boolean answered(int more) {
        answered += more;
        return answered == questions.size();
    }

    CompletableFuture<List<Answer>> answers() {
        return answers;
    }

    boolean isDone() {
        return answers.isDone();
    }

    void complete() {
        complete(questions.stream()
                .map(pending -> pending.answer().orElseThrow())
                .toList());
    }

    /**
     * Releases the answers that there are, which are durable, and refuses the other questions; returns how many were
     * refused.
     */
    long end(Unanswered why) {
        var refused = new Answer.Refused(why.fault());
        var answers = questions.stream()
                .map(pending -> pending.answer().orElse(refused))
                .toList();
        return complete(answers) ? answers.stream().filter(it -> it == refused).count() : 0;
    }

    private boolean complete(List<Answer> all) {
        if (!answers.complete(all)) return false;
        closed();
        return true;
    }

    private void closed() {
        timer.cancel();
        share.closed(size());
    }

    /** The event loop that asked: answers are released there, so that the lane need not write them. */
    Executor home() {
        return home;
    }

    /** Questions of a batch that a lane takes together: all of them, unless there are many. */
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
}
