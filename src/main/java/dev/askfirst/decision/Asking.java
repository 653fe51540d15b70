package dev.askfirst.decision;

import dev.askfirst.person.ContactKeys;
import dev.askfirst.platform.Fault;
import io.vertx.core.impl.ContextInternal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Questions of one sender that are answered together: one, or a whole batch. Stays one unit in the queue. */
final class Asking {

    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(1);

    private final String sender;
    private final List<Line> lines;
    private final long deadline;
    private final boolean streamed;
    private final Executor home = currentLoop();
    private final CompletableFuture<List<Answer>> answers = new CompletableFuture<>();

    /** One question, the keys its address is found under, and its answer once there is one. */
    static final class Line {
        private final String sender;
        private final Asked asked;
        private List<ContactKeys.ContactKey> keys;
        private Answer answer;

        Line(String sender, Asked asked, ContactKeys all) {
            this(sender, asked, List.of());
            lookUpUnder(all);
        }

        Line(String sender, Asked asked, List<ContactKeys.ContactKey> keys) {
            this.sender = sender;
            this.asked = asked;
            this.keys = keys;
        }

        String sender() {
            return sender;
        }

        Asked asked() {
            return asked;
        }

        List<ContactKeys.ContactKey> keys() {
            return keys;
        }

        /** Its address is looked up under all keys that there are now. */
        void lookUpUnder(ContactKeys all) {
            keys = all.inEveryForm(asked.to()).all();
        }

        void answer(Answer given) {
            answer = given;
        }
    }

    /**
     * @param deadline when the caller stops waiting, by {@link System#nanoTime}
     */
    Asking(String sender, List<Line> lines, long deadline) {
        this(sender, lines, deadline, false);
    }

    private Asking(String sender, List<Line> lines, long deadline, boolean streamed) {
        this.sender = sender;
        this.lines = lines;
        this.deadline = deadline;
        this.streamed = streamed;
    }

    /** Some questions of a stream: they wait as long as it takes, behind everybody else. */
    static Asking streamed(String sender, List<Line> lines) {
        return new Asking(sender, lines, System.nanoTime() + AS_LONG_AS_IT_TAKES.toNanos(), true);
    }

    boolean streamed() {
        return streamed;
    }

    String sender() {
        return sender;
    }

    List<Line> lines() {
        return lines;
    }

    int size() {
        return lines.size();
    }

    boolean late() {
        return nanosLeft() < 0;
    }

    long nanosLeft() {
        return deadline - System.nanoTime();
    }

    CompletableFuture<List<Answer>> answers() {
        return answers;
    }

    void refuse(Fault fault) {
        answers.complete(
                lines.stream().map(_ -> (Answer) new Answer.Refused(fault)).toList());
    }

    void complete() {
        answers.complete(lines.stream().map(line -> line.answer).toList());
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
