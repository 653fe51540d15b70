package dev.askfirst.decision;

import static dev.askfirst.platform.ProblemCode.OVERLOADED;
import static dev.askfirst.platform.ProblemCode.UNDECIDED;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Transactions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/**
 * One line of questions and one database connection: it answers whatever waits when it becomes free, in one transaction.
 * Answers leave only after the commit: an answer that is not in the record is never given.
 */
final class Lane implements Runnable {

    private static final Logger LOG = Logger.getLogger(Lane.class);

    /** Questions that share a transaction, unless one asking alone has more. */
    static final int MOST = 512;

    private final Waiting waiting;
    private final LaneConnection connection;
    private final Transactions transactions;
    private final Batches batches;
    private volatile long nanosPerQuestion;

    Lane(int capacity, LaneConnection connection, Transactions transactions, Batches batches) {
        this.waiting = new Waiting(capacity);
        this.connection = connection;
        this.transactions = transactions;
        this.batches = batches;
    }

    /** Lets an asking wait, or refuses it at once: no room, or no answer to be had by its deadline. */
    boolean offer(Asking asking) {
        return waiting.questions() * nanosPerQuestion <= asking.nanosLeft() && waiting.offer(asking);
    }

    void close() {
        waiting.close();
    }

    @Override
    public void run() {
        try {
            for (var askings = waiting.take(MOST); !askings.isEmpty(); askings = waiting.take(MOST)) {
                answer(askings);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            connection.close();
        }
    }

    private void answer(List<Asking> askings) {
        var started = System.nanoTime();
        var intime = new ArrayList<Asking>(askings.size());
        for (var asking : askings) {
            if (asking.late()) asking.refuse(Fault.of(OVERLOADED, "no answer was possible in the time you gave"));
            else intime.add(asking);
        }
        var lines = intime.stream().flatMap(asking -> asking.lines().stream()).toList();
        if (lines.isEmpty()) return;
        try {
            decide(lines);
        } catch (RuntimeException e) {
            LOG.error("a batch failed", e);
            lines.forEach(line -> line.answer(undecided()));
        }
        letGo(intime);
        learn((System.nanoTime() - started) / lines.size());
    }

    /** One task for each event loop, however many askings came from it. */
    private static void letGo(List<Asking> answered) {
        var byHome = new IdentityHashMap<Executor, List<Asking>>();
        for (var asking : answered)
            byHome.computeIfAbsent(asking.home(), _ -> new ArrayList<>()).add(asking);
        byHome.forEach((home, askings) -> home.execute(() -> askings.forEach(Asking::complete)));
    }

    /** One transaction for all; when what a row holds is refused, halves, down to the one that cannot be recorded. */
    private void decide(List<Asking.Line> lines) {
        try {
            var decided = transactions.run(connection.open(), it -> batches.decide(it, lines));
            for (var i = 0; i < lines.size(); i++)
                lines.get(i).answer(decided.answers().get(i));
        } catch (SQLException e) {
            if (!Transactions.refusedData(e)) {
                LOG.warnf("%d questions undecided: %s %s", lines.size(), e.getSQLState(), e.getMessage());
                connection.discard();
                lines.forEach(line -> line.answer(undecided()));
            } else if (lines.size() > 1) {
                decide(lines.subList(0, lines.size() / 2));
                decide(lines.subList(lines.size() / 2, lines.size()));
            } else {
                alone(lines);
            }
        }
    }

    /** Another instance may have used the same idempotency key meanwhile: fresh reads find its answer. */
    private void alone(List<Asking.Line> line) {
        try {
            line.getFirst()
                    .answer(transactions
                            .run(connection.open(), it -> batches.decide(it, line))
                            .answers()
                            .getFirst());
        } catch (SQLException e) {
            LOG.warnf("a question cannot be recorded: %s %s", e.getSQLState(), e.getMessage());
            line.getFirst().answer(undecided());
        }
    }

    private static Answer undecided() {
        return new Answer.Refused(Fault.of(UNDECIDED, "the decision could not be recorded durably"));
    }

    private void learn(long nanos) {
        nanosPerQuestion = nanosPerQuestion == 0 ? nanos : (7 * nanosPerQuestion + nanos) / 8;
    }
}
