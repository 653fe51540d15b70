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

/** Questions of one sender that are answered together: one, or a whole batch. Stays one unit in the queue. */
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

    /** One question, the keys its address is found under, and its answer once there is one. */
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

        /** Whether its caller has not had to be told anything yet. */
        boolean isWaitedFor() {
            return !deadline.passed();
        }

        List<ContactKeys.ContactKey> keys() {
            return keys;
        }

        /** Its address is looked up under all keys that there are now. */
        void lookUpUnder(ContactKeys all) {
            keys = all.inEveryForm(asked.to()).all();
        }

        void answer(Answer given) {
            answer = Optional.of(given);
        }
    }

    /** One that is streamed waits behind everybody else. */
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

    /** What its sender would have asked with it and not been answered yet. */
    int shareWith() {
        return share.open() + size();
    }

    /** It is let in; the timer ends it unless it is answered before. */
    void letIn(Timeout timer) {
        this.timer = timer;
        share.opened(size());
    }

    /** It is not let in after all. */
    void turnedAway() {
        closed();
    }

    /** Lines that no lane has taken yet. */
    int left() {
        return lines.size() - taken;
    }

    /** The next of its lines, for the one lane that it waits for. */
    Part take(int most) {
        begun = true;
        var from = taken;
        taken += Math.min(most, left());
        return new Part(this, from, taken);
    }

    /** Whether a lane has begun with it. */
    boolean begun() {
        return begun;
    }

    /** As many more of its lines have answers; true if it was the last of them. */
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

    /** Lets what is answered go, which is durable, and refuses the rest; says how many those are. */
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

    /** Where the answers are let go: on the event loop that asked, so that the lane need not write them. */
    Executor home() {
        return home;
    }

    private static Executor currentLoop() {
        var context = ContextInternal.current();
        return context == null || !context.inThread() ? Runnable::run : context.nettyEventLoop();
    }
}
