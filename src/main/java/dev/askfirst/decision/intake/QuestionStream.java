package dev.askfirst.decision.intake;

import static dev.askfirst.platform.ProblemCode.UNDECIDED;

import dev.askfirst.decision.answer.Answer;
import dev.askfirst.decision.lane.Desk;
import dev.askfirst.platform.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Answers questions in order while they arrive. It reads and asks only a little ahead of what the caller has read of
 * the answers: if the caller stops reading, so does the service.
 */
final class QuestionStream {

    /** How many questions are asked together: half of what fits in one transaction. */
    private static final int TOGETHER = 256;

    /** How many batches are under way, so that neither a lane waits for the caller nor the caller for a lane. */
    private static final int AHEAD = 4;

    /** Some lines, and their answers once they are there. */
    private record Asked(BatchItems batch, CompletionStage<List<Answer>> decided) {
        List<Answer> answers() {
            try {
                return batch.answers(decided.toCompletableFuture().join());
            } catch (CompletionException e) {
                return batch.answers(
                        e.getCause() instanceof Fault fault
                                ? fault
                                : Fault.of(UNDECIDED, "the decision could not be recorded durably"));
            }
        }
    }

    /** The sender that asks, and the stream of its questions. */
    record Source(String sender, InputStream in) {}

    private final Desk desk;
    private final Alternatives alternatives;
    private final Function<List<Answer>, byte[]> writer;
    private final String sender;
    private final QuestionLines lines;
    private final ArrayBlockingQueue<List<QuestionReader.Item>> read = new ArrayBlockingQueue<>(AHEAD);
    private final ArrayBlockingQueue<Asked> asked = new ArrayBlockingQueue<>(AHEAD);

    /** Why the questions could not be read to their end; whoever sees that no more come sees this too. */
    private volatile Optional<IOException> cut = Optional.empty();

    /**
     * @param writer writes answers, one per line
     */
    QuestionStream(Desk desk, Alternatives alternatives, Function<List<Answer>, byte[]> writer, Source source) {
        this.desk = desk;
        this.alternatives = alternatives;
        this.writer = writer;
        this.sender = source.sender();
        this.lines = new QuestionLines(source.in());
    }

    /**
     * Writes the answers until the questions end or the caller disconnects; what was decided by then is on record.
     *
     * @throws IOException if questions or answers were cut off: such a reply must not look as if it were whole
     */
    void answer(OutputStream out) throws IOException {
        var reader = Thread.startVirtualThread(this::read);
        var asker = Thread.startVirtualThread(this::ask);
        try {
            for (var next = asked.take(); next.batch().size() > 0; next = asked.take()) {
                out.write(writer.apply(next.answers()));
                // Flush only if no more answers are under way: they may share a packet.
                if (asked.isEmpty()) out.flush();
            }
            if (cut.isPresent()) throw cut.get();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            reader.interrupt();
            asker.interrupt();
        }
    }

    private void read() {
        try {
            var some = some();
            while (!some.isEmpty()) {
                read.put(some);
                some = some();
            }
            read.put(List.of());
        } catch (InterruptedException _) {
            // Nobody waits for the answers any more.
        }
    }

    /** The next items; also empty if the caller disconnected, because half a line is no question. */
    private List<QuestionReader.Item> some() {
        try {
            return lines.next();
        } catch (IOException e) {
            cut = Optional.of(e);
        } catch (UncheckedIOException e) {
            cut = Optional.of(e.getCause());
        }
        return List.of();
    }

    private void ask() {
        try {
            var ended = false;
            while (!ended) {
                var together = new ArrayList<>(read.take());
                ended = together.isEmpty() || more(together);
                desk.keepRate(sender, together.size());
                if (!together.isEmpty()) asked.put(asked(BatchItems.of(sender, together)));
            }
            asked.put(asked(BatchItems.of(sender, List.of())));
        } catch (InterruptedException _) {
            // Nobody waits for the answers any more.
        }
    }

    /** Adds the items that have arrived, as far as there is room; true at the end of the stream. */
    private boolean more(List<QuestionReader.Item> together) {
        for (var next = read.peek(); next != null; next = read.peek()) {
            if (!next.isEmpty() && together.size() + next.size() > TOGETHER) return false;
            read.remove();
            if (next.isEmpty()) return true;
            together.addAll(next);
        }
        return false;
    }

    private Asked asked(BatchItems batch) {
        var deadline = desk.deadline(Optional.empty());
        return new Asked(
                batch,
                desk.askStreamed(sender, batch.asked(), deadline)
                        .thenCompose(answers -> alternatives.added(sender, answers, deadline)));
    }
}
