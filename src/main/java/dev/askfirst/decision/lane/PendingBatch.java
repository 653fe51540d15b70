package dev.askfirst.decision.lane;

import dev.askfirst.decision.answer.Answer;
import dev.askfirst.decision.answer.CheckedQuestion;
import dev.askfirst.person.key.ContactKeys;
import io.netty.util.Timeout;
import io.vertx.core.impl.ContextInternal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Questions of one sender that came in one request: a single one, or a whole batch. Stays one unit in the queue. */
final class PendingBatch {

    private final Share share;
    private final List<PendingQuestion> lines;
    private final Deadline deadline;
    private final boolean streamed;
    private final Executor home = currentLoop();
    private final CompletableFuture<List<Answer>> answers = new CompletableFuture<>();
    private Timeout timer;
    private volatile boolean begun;
    private int taken;
    private int answered;

    /** One question, the contact keys of its address, and its answer once there is one. */
    static final class PendingQuestion {
        private final String sender;
        private final CheckedQuestion asked;
        private final Deadline deadline;
        private List<ContactKeys.ContactKey> keys;
        private volatile Optional<Answer> answer = Optional.empty();

        PendingQuestion(String sender, CheckedQuestion asked, Deadline deadline, ContactKeys all) {
            this(sender, asked, deadline, List.of());
            lookUpUnder(all);
        }

        PendingQuestion(String sender, CheckedQuestion asked, Deadline deadline, List<ContactKeys.ContactKey> keys) {
            this.sender = sender;
            this.asked = asked;
            this.deadline = deadline;
            this.keys = keys;
        }

        String sender() {
            return sender;
        }

        CheckedQuestion asked() {
            return asked;
        }

        /** Whether its caller still waits: the deadline has not passed. */
        boolean isWaitedFor() {
            return !deadline.passed();
        }

        List<ContactKeys.ContactKey> keys() {
            return keys;
        }

        /** Sets the keys for the lookup to all current keys of its address. */
        void lookUpUnder(ContactKeys all) {
            keys = all.inEveryForm(asked.to()).all();
        }

        void answer(Answer given) {
            answer = Optional.of(given);
        }
    }

    /** A streamed batch waits behind all others. */
    PendingBatch(Share share, List<PendingQuestion> lines, Deadline deadline, boolean streamed) {
        this.share = share;
        this.lines = lines;
        this.deadline = deadline;
        this.streamed = streamed;
    }

    boolean streamed() {
        return streamed;
    }

    String sender() {
        return share.sender();
    }

    List<PendingQuestion> lines() {
        return lines;
    }

    int size() {
        return lines.size();
    }

    Deadline deadline() {
        return deadline;
    }

    /** How many unanswered questions its sender would have, including this batch. */
    int shareWith() {
        return share.open() + size();
    }

    /** Called when the batch is accepted; the timer ends it unless it is answered before. */
    void letIn(Timeout timer) {
        this.timer = timer;
        share.opened(size());
    }

    /** Called when the batch is not accepted after all. */
    void turnedAway() {
        closed();
    }

    /** How many lines no lane has taken yet. */
    int left() {
        return lines.size() - taken;
    }

    /** The next lines, for the lane that it waits for. */
    Part take(int most) {
        begun = true;
        var from = taken;
        taken += Math.min(most, left());
        return new Part(this, from, taken);
    }

    /** Whether a lane has begun to answer it. */
    boolean begun() {
        return begun;
    }

    /** Notes that this many more lines have answers; true if these were the last. */
    boolean answered(int more) {
        answered += more;
        return answered == lines.size();
    }

    CompletableFuture<List<Answer>> answers() {
        return answers;
    }

    boolean isDone() {
        return answers.isDone();
    }

    void complete() {
        complete(lines.stream().map(line -> line.answer.orElseThrow()).toList());
    }

    /**
     * Releases the answers that there are, which are durable, and refuses the other lines; returns how many were
     * refused.
     */
    long end(Unanswered why) {
        var refused = new Answer.Refused(why.fault());
        var answers = lines.stream().map(line -> line.answer.orElse(refused)).toList();
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

    private static Executor currentLoop() {
        var context = ContextInternal.current();
        return context == null || !context.inThread() ? Runnable::run : context.nettyEventLoop();
    }
}
