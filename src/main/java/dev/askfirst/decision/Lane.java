package dev.askfirst.decision;

import static dev.askfirst.platform.ProblemCode.OVERLOADED;
import static dev.askfirst.platform.ProblemCode.UNDECIDED;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Transactions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
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

    /** How often a question that loses races by itself is decided. */
    private static final int ATTEMPTS = 4;

    private final Waiting waiting;
    private final LaneConnection connection;
    private final Transactions transactions;
    private final RoundTrip roundTrip;
    private final Batches batches;
    private volatile long nanosPerQuestion;
    private volatile int underWay;

    Lane(int capacity, LaneConnection connection, Transactions transactions, RoundTrip roundTrip, Batches batches) {
        this.waiting = new Waiting(capacity);
        this.connection = connection;
        this.transactions = transactions;
        this.roundTrip = roundTrip;
        this.batches = batches;
    }

    /** Lets an asking wait, or refuses it at once: no room, or no answer to be had by its deadline. */
    boolean offer(Asking asking) {
        return waiting.questions() * nanosPerQuestion <= asking.nanosLeft() && waiting.offer(asking);
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
            for (var askings = waiting.take(MOST); !askings.isEmpty(); askings = waiting.take(MOST)) {
                var open = begin(inTime(askings));
                while (open.isPresent()) open = answer(open.get());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            connection.close();
        }
    }

    /** Askings whose facts are gathered, in a transaction that is still open. */
    private record Open(List<Asking> askings, Gathered gathered, long started) {}

    private Optional<Open> begin(List<Asking> askings) {
        if (askings.isEmpty()) return Optional.empty();
        try {
            return Optional.of(open(askings, roundTrip.begin(connection.open(), lines(askings))));
        } catch (SQLException | RuntimeException | Error e) {
            fail(lines(askings), e);
            letGo(askings);
            return Optional.empty();
        }
    }

    /** Decides and records what is open, lets its answers go, and has the facts of what waits by then. */
    private Optional<Open> answer(Open open) {
        var lines = lines(open.askings());
        var next = List.<Asking>of();
        var gathered = Optional.<Gathered>empty();
        try {
            var decided = batches.decide(connection.open(), open.gathered(), lines);
            next = inTime(waiting.poll(MOST));
            gathered = record(lines, decided, lines(next));
        } catch (SQLException | RuntimeException | Error e) {
            lostOrFailed(lines, e);
        }
        underWay = 0;
        letGo(open.askings());
        learn((System.nanoTime() - open.started()) / lines.size());
        return gathered.isEmpty() ? begin(next) : Optional.of(open(next, gathered.get()));
    }

    private Open open(List<Asking> askings, Gathered gathered) {
        underWay = askings.stream().mapToInt(Asking::size).sum();
        return new Open(askings, gathered, System.nanoTime());
    }

    /** Records what was decided; the facts for {@code next} are missing if that was not simply possible. */
    private Optional<Gathered> record(List<Asking.Line> lines, Batches.Decided decided, List<Asking.Line> next) {
        try {
            var gathered = roundTrip.commit(connection.open(), decided, next);
            give(lines, decided);
            return gathered;
        } catch (SQLException e) {
            connection.rollBack();
            if (!decided.rows().isEmpty()
                    && transactions.isDurable(decided.page().id())) give(lines, decided);
            else if (Transactions.refusedData(e) || Transactions.lostRace(e)) again(lines);
            else fail(lines, e);
            return Optional.empty();
        }
    }

    /** Fresh reads may find an answer that another instance gave meanwhile; halves find the one that is refused. */
    private void again(List<Asking.Line> lines) {
        if (lines.size() == 1) {
            alone(lines, ATTEMPTS);
            return;
        }
        for (var half : List.of(lines.subList(0, lines.size() / 2), lines.subList(lines.size() / 2, lines.size()))) {
            try {
                record(half, decide(half), List.of());
            } catch (SQLException | RuntimeException | Error e) {
                lostOrFailed(half, e);
            }
        }
    }

    /** What lost a race before anything of it was recorded is run again. */
    private void lostOrFailed(List<Asking.Line> lines, Throwable e) {
        if (e instanceof SQLException sql && Transactions.lostRace(sql)) {
            connection.rollBack();
            again(lines);
        } else {
            fail(lines, e);
        }
    }

    private void alone(List<Asking.Line> line, int attempts) {
        try {
            var decided = decide(line);
            roundTrip.commit(connection.open(), decided, List.of());
            give(line, decided);
        } catch (SQLException | RuntimeException | Error e) {
            connection.rollBack();
            if (attempts > 1 && e instanceof SQLException sql && Transactions.lostRace(sql)) alone(line, attempts - 1);
            else fail(line, e);
        }
    }

    private Batches.Decided decide(List<Asking.Line> lines) throws SQLException {
        return batches.decide(connection.open(), roundTrip.begin(connection.open(), lines), lines);
    }

    private void give(List<Asking.Line> lines, Batches.Decided decided) {
        batches.recorded(decided);
        for (var i = 0; i < lines.size(); i++)
            lines.get(i).answer(decided.answers().get(i));
    }

    private void fail(List<Asking.Line> lines, Throwable e) {
        if (e instanceof SQLException sql) {
            LOG.warnf("%d questions undecided: %s %s", lines.size(), sql.getSQLState(), sql.getMessage());
        } else {
            LOG.error("a batch failed", e);
        }
        connection.discard();
        lines.forEach(line -> line.answer(undecided()));
    }

    private static List<Asking> inTime(List<Asking> askings) {
        var intime = new ArrayList<Asking>(askings.size());
        for (var asking : askings) {
            if (asking.late()) asking.refuse(Fault.of(OVERLOADED, "no answer was possible in the time you gave"));
            else intime.add(asking);
        }
        return intime;
    }

    private static List<Asking.Line> lines(List<Asking> askings) {
        return askings.stream().flatMap(asking -> asking.lines().stream()).toList();
    }

    /** One task for each event loop, however many askings came from it. */
    private static void letGo(List<Asking> answered) {
        var byHome = new IdentityHashMap<Executor, List<Asking>>();
        for (var asking : answered)
            byHome.computeIfAbsent(asking.home(), _ -> new ArrayList<>()).add(asking);
        byHome.forEach((home, askings) -> home.execute(() -> askings.forEach(Asking::complete)));
    }

    private static Answer undecided() {
        return new Answer.Refused(Fault.of(UNDECIDED, "the decision could not be recorded durably"));
    }

    private void learn(long nanos) {
        nanosPerQuestion = nanosPerQuestion == 0 ? nanos : (7 * nanosPerQuestion + nanos) / 8;
    }
}
