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
    Optional<Gathered> gather(List<PendingQuestion> questions) {
        try {
            return Optional.of(roundTrip.gather(connection.open(), questions));
        } catch (SQLException | RuntimeException | Error e) {
            mend(questions, e, ATTEMPTS);
            return Optional.empty();
        }
    }

    /** Decides in the open transaction. Empty if that failed: the questions then have their answers already. */
    Optional<Batches.Decided> decide(Gathered gathered, List<PendingQuestion> questions) {
        try {
            return Optional.of(batches.decide(connection.open(), gathered, questions));
        } catch (SQLException | RuntimeException | Error e) {
            mend(questions, e, ATTEMPTS);
            return Optional.empty();
        }
    }

    /**
     * Records what was decided, commits, and gives every question its answer; in the same message gathers the facts for
     * {@code next}. Empty if there is no next question, or if something failed.
     */
    Optional<Gathered> commit(List<PendingQuestion> questions, Batches.Decided decided, List<PendingQuestion> next) {
        return commit(questions, decided, next, ATTEMPTS);
    }

    private Optional<Gathered> commit(
            List<PendingQuestion> questions, Batches.Decided decided, List<PendingQuestion> next, int attempts) {
        Optional<Gathered> gathered;
        try {
            gathered = roundTrip.commit(connection.open(), decided, next);
        } catch (SQLException | RuntimeException | Error e) {
            failed(questions, decided, e, attempts);
            return Optional.empty();
        }
        give(questions, decided);
        return gathered;
    }

    private void failed(List<PendingQuestion> questions, Batches.Decided decided, Throwable e, int attempts) {
        var page = decided.page().page().id();
        var ofConnection = Failure.of(e) == Failure.OF_CONNECTION;
        if (decided.rows().isEmpty() || !ofConnection && connection.rolledBack(page)) {
            mend(questions, e, attempts);
            return;
        }
        // This transaction may have been committed although the message failed: it must be looked up.
        if (ofConnection) connection.lose();
        if (anyWaits(questions) && transactions.isDurable(page)) give(questions, decided);
        else refuse(questions, Unanswered.NOT_RECORDED, e);
    }

    /** Handles a failure after which nothing is recorded for these questions. */
    private void mend(List<PendingQuestion> questions, Throwable e, int attempts) {
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
                if (attempts > 1 && connection.restored(() -> anyWaits(questions))) redo(questions, attempts - 1);
                else refuse(questions, Unanswered.NOT_RECORDED, e);
            }
            case OF_DATABASE -> refuse(questions, Unanswered.NOT_RECORDED, e);
            case OF_RACE -> {
                if (questions.size() > 1) halve(questions, attempts);
                else if (attempts > 1) redo(questions, attempts - 1);
                else refuse(questions, Unanswered.NOT_RECORDED, e);
            }
            case OF_QUESTION -> {
                if (questions.size() > 1) halve(questions, attempts);
                else refuse(questions, Unanswered.BROKEN, e);
            }
        }
    }

    private void halve(List<PendingQuestion> questions, int attempts) {
        redo(questions.subList(0, questions.size() / 2), attempts);
        redo(questions.subList(questions.size() / 2, questions.size()), attempts);
    }

    /** Decides these questions again with fresh reads, in a transaction of their own. */
    private void redo(List<PendingQuestion> questions, int attempts) {
        if (!anyWaits(questions)) {
            questions.forEach(pending -> pending.answer(new Answer.Refused(Unanswered.NO_TIME.fault())));
            return;
        }
        Batches.Decided decided;
        try {
            decided = batches.decide(connection.open(), roundTrip.gather(connection.open(), questions), questions);
        } catch (SQLException | RuntimeException | Error e) {
            mend(questions, e, attempts);
            return;
        }
        commit(questions, decided, List.of(), attempts);
    }

    private static boolean anyWaits(List<PendingQuestion> questions) {
        return questions.stream().anyMatch(PendingQuestion::isWaitedFor);
    }

    private void give(List<PendingQuestion> questions, Batches.Decided decided) {
        pulse.beat();
        batches.recorded(decided);
        for (var i = 0; i < questions.size(); i++)
            questions.get(i).answer(decided.answers().get(i));
    }

    private void refuse(List<PendingQuestion> questions, Unanswered why, Throwable e) {
        var waiting = 0;
        for (var pending : questions) {
            if (!pending.isWaitedFor()) continue;
            waiting++;
            metrics.count(why, pending.sender(), 1);
        }
        if (why == Unanswered.BROKEN) tell(e);
        else LOG.warnf("%d questions undecided: %s", waiting, e.getMessage());
        questions.forEach(pending -> pending.answer(new Answer.Refused(why.fault())));
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
