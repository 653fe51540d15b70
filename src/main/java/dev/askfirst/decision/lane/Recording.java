package dev.askfirst.decision.lane;

import dev.askfirst.decision.answer.Answer;
import dev.askfirst.platform.postgres.Transactions;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Decides and records on a lane's connection. Whatever fails, every question gets an answer in the end: the durable
 * decision, or a fault. A question that cannot be decided is found by halving the batch, and costs no other question
 * its answer.
 */
final class Recording {

    private static final Logger LOG = Logger.getLogger(Recording.class);

    /** How often a question is tried that loses races on its own, or whose connection breaks before it is recorded. */
    private static final int ATTEMPTS = 4;

    private static final long SECOND = 1_000_000_000;

    private final LaneConnection connection;
    private final Transactions transactions;
    private final RoundTrip roundTrip;
    private final Batches batches;
    private final UnansweredMetrics metrics;
    private final Pulse pulse;
    private boolean toldOf;
    private long told;

    Recording(
            LaneConnection connection,
            Transactions transactions,
            RoundTrip roundTrip,
            Batches batches,
            Lane.Means means) {
        this.connection = connection;
        this.transactions = transactions;
        this.roundTrip = roundTrip;
        this.batches = batches;
        this.metrics = means.metrics();
        this.pulse = means.pulse();
    }

    /**
     * Begins a transaction and gathers the facts. Empty if that failed: the questions then have their answers already.
     */
    Optional<Gathered> begin(List<PendingBatch.PendingQuestion> lines) {
        try {
            return Optional.of(roundTrip.begin(connection.open(), lines));
        } catch (SQLException | RuntimeException | Error e) {
            mend(lines, e, ATTEMPTS);
            return Optional.empty();
        }
    }

    /** Decides in the open transaction. Empty if that failed: the questions then have their answers already. */
    Optional<Batches.Decided> decide(Gathered gathered, List<PendingBatch.PendingQuestion> lines) {
        try {
            return Optional.of(batches.decide(connection.open(), gathered, lines));
        } catch (SQLException | RuntimeException | Error e) {
            mend(lines, e, ATTEMPTS);
            return Optional.empty();
        }
    }

    /**
     * Records and answers what was decided, and gathers the facts for {@code next}; empty if there are none, or if
     * something failed.
     */
    Optional<Gathered> record(
            List<PendingBatch.PendingQuestion> lines,
            Batches.Decided decided,
            List<PendingBatch.PendingQuestion> next) {
        return record(lines, decided, next, ATTEMPTS);
    }

    private Optional<Gathered> record(
            List<PendingBatch.PendingQuestion> lines,
            Batches.Decided decided,
            List<PendingBatch.PendingQuestion> next,
            int attempts) {
        Optional<Gathered> gathered;
        try {
            gathered = roundTrip.commit(connection.open(), decided, next);
        } catch (SQLException | RuntimeException | Error e) {
            failed(lines, decided, e, attempts);
            return Optional.empty();
        }
        give(lines, decided);
        return gathered;
    }

    private void failed(List<PendingBatch.PendingQuestion> lines, Batches.Decided decided, Throwable e, int attempts) {
        var page = decided.page().id();
        var ofConnection = Failure.of(e) == Failure.OF_CONNECTION;
        if (decided.rows().isEmpty() || !ofConnection && connection.rolledBack(page)) {
            mend(lines, e, attempts);
            return;
        }
        // This transaction may have been committed although the message failed: it must be looked up.
        if (ofConnection) connection.lose();
        if (anyWaits(lines) && transactions.isDurable(page)) give(lines, decided);
        else refuse(lines, Unanswered.NOT_RECORDED, e);
    }

    /** Handles a failure after which nothing is recorded for these lines. */
    private void mend(List<PendingBatch.PendingQuestion> lines, Throwable e, int attempts) {
        var failure = Failure.of(e);
        if (failure == Failure.OF_CONNECTION) {
            connection.lose();
        } else {
            connection.rollBack();
            pulse.beat();
        }
        switch (failure) {
            case OF_CONNECTION -> {
                LOG.infof("the database is away: %s", e.getMessage());
                if (attempts > 1 && connection.restored(() -> anyWaits(lines))) redo(lines, attempts - 1);
                else refuse(lines, Unanswered.NOT_RECORDED, e);
            }
            case OF_DATABASE -> refuse(lines, Unanswered.NOT_RECORDED, e);
            case OF_RACE -> {
                if (lines.size() > 1) halve(lines, attempts);
                else if (attempts > 1) redo(lines, attempts - 1);
                else refuse(lines, Unanswered.NOT_RECORDED, e);
            }
            case OF_QUESTION -> {
                if (lines.size() > 1) halve(lines, attempts);
                else refuse(lines, Unanswered.BROKEN, e);
            }
        }
    }

    private void halve(List<PendingBatch.PendingQuestion> lines, int attempts) {
        redo(lines.subList(0, lines.size() / 2), attempts);
        redo(lines.subList(lines.size() / 2, lines.size()), attempts);
    }

    /** Decides these lines again with fresh reads, in a transaction of their own. */
    private void redo(List<PendingBatch.PendingQuestion> lines, int attempts) {
        if (!anyWaits(lines)) {
            lines.forEach(line -> line.answer(new Answer.Refused(Unanswered.NO_TIME.fault())));
            return;
        }
        Batches.Decided decided;
        try {
            decided = batches.decide(connection.open(), roundTrip.begin(connection.open(), lines), lines);
        } catch (SQLException | RuntimeException | Error e) {
            mend(lines, e, attempts);
            return;
        }
        record(lines, decided, List.of(), attempts);
    }

    private static boolean anyWaits(List<PendingBatch.PendingQuestion> lines) {
        return lines.stream().anyMatch(PendingBatch.PendingQuestion::isWaitedFor);
    }

    private void give(List<PendingBatch.PendingQuestion> lines, Batches.Decided decided) {
        pulse.beat();
        batches.recorded(decided);
        for (var i = 0; i < lines.size(); i++)
            lines.get(i).answer(decided.answers().get(i));
    }

    private void refuse(List<PendingBatch.PendingQuestion> lines, Unanswered why, Throwable e) {
        var waiting =
                lines.stream().filter(PendingBatch.PendingQuestion::isWaitedFor).count();
        metrics.count(why, waiting);
        if (why == Unanswered.BROKEN) tell(e);
        else LOG.warnf("%d questions undecided: %s", waiting, e.getMessage());
        lines.forEach(line -> line.answer(new Answer.Refused(why.fault())));
    }

    /** Logs at most one error a second: a bug may affect every question. */
    private void tell(Throwable e) {
        var now = System.nanoTime();
        if (toldOf && now - told < SECOND) return;
        toldOf = true;
        told = now;
        LOG.error("a question cannot be decided", withoutMessages(e));
    }

    /** The exception without its message, which may hold personal data; the stack trace is enough. */
    private static Throwable withoutMessages(Throwable e) {
        var state = e instanceof SQLException sql ? " " + sql.getSQLState() : "";
        var bare = new IllegalStateException(e.getClass().getName() + state);
        bare.setStackTrace(e.getStackTrace());
        if (e.getCause() != null) bare.initCause(withoutMessages(e.getCause()));
        return bare;
    }
}
