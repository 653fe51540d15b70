package dev.askfirst.scrub;

import dev.askfirst.decision.answer.Answer;
import dev.askfirst.decision.answer.CheckedQuestion;
import dev.askfirst.decision.lane.Desk;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Asks about the rows of a list in order, and only a little ahead of what the caller has read of the answers, so that memory
 * stays flat. A list that cannot be read to its end gets no end of its own.
 */
final class Scrub {

    /** How many questions are asked together: half of what fits in one transaction. */
    private static final int TOGETHER = 256;

    /** How many batches are under way. */
    private static final int AHEAD = 4;

    /** Some rows, those among them that cannot be asked about, and the answers to the others once they are there. */
    private record Asked(List<ListRow> rows, List<Optional<Fault>> refused, CompletionStage<List<Answer>> decided) {

        List<RowAnswer> answers() {
            List<Answer> given = List.of();
            var failure = Optional.<Fault>empty();
            try {
                given = decided.toCompletableFuture().join();
            } catch (CompletionException e) {
                failure = Optional.of(
                        e.getCause() instanceof Fault fault
                                ? fault
                                : Fault.of(ProblemCode.UNDECIDED, "the decision could not be recorded durably"));
            }
            var next = given.iterator();
            var answers = new ArrayList<RowAnswer>(rows.size());
            for (var wrong : refused) {
                var fault = wrong.isPresent() ? wrong : failure;
                answers.add(fault.map(RowAnswer::of).orElseGet(() -> RowAnswer.of(next.next())));
            }
            return answers;
        }
    }

    private final Desk desk;
    private final ScrubMetrics metrics;
    private final ScrubRequest.CheckedScrub request;
    private final CampaignList list;
    private final ArrayDeque<Asked> asked = new ArrayDeque<>(AHEAD);
    private final ScrubSummary summary = new ScrubSummary();
    private List<ListRow> first;
    private long row;

    /** A scrub whose first rows can be read; a {@link Fault} if they cannot. */
    Scrub(Desk desk, ScrubMetrics metrics, ScrubRequest.CheckedScrub request, CampaignList list) throws IOException {
        this.desk = desk;
        this.metrics = metrics;
        this.request = request;
        this.list = list;
        this.first = some();
    }

    /** Writes every row with its answer, in order. What was decided before the caller disconnects is on record. */
    void answer(OutputStream out) throws IOException {
        out.write(bytes(list.head()));
        for (var rows = first; !rows.isEmpty(); rows = some()) {
            // Later rows must not keep the first ones in memory.
            first = List.of();
            asked.add(ask(rows));
            if (asked.size() == AHEAD) write(out);
        }
        while (!asked.isEmpty()) write(out);
        out.write(bytes(list.tail(summary)));
        out.flush();
    }

    private List<ListRow> some() throws IOException {
        var rows = new ArrayList<ListRow>(TOGETHER);
        for (var next = list.next(); next.isPresent(); next = list.next()) {
            rows.add(next.get());
            if (rows.size() == TOGETHER) break;
        }
        return rows;
    }

    private Asked ask(List<ListRow> rows) throws InterruptedIOException {
        try {
            desk.keepRate(request.sender(), rows.size());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the scrub was interrupted");
        }
        var questions = new ArrayList<CheckedQuestion>(rows.size());
        var refused = new ArrayList<Optional<Fault>>(rows.size());
        for (var next : rows) {
            row++;
            try {
                questions.add(question(next));
                refused.add(Optional.empty());
            } catch (Fault fault) {
                refused.add(Optional.of(fault));
            }
        }
        return new Asked(rows, refused, desk.askStreamed(request.sender(), questions, desk.deadline(Optional.empty())));
    }

    /** The question about a row. It has the row's number in its key, so that a list sent again spends nothing twice. */
    private CheckedQuestion question(ListRow of) {
        var key = request.key().map(it -> it + "\n" + row);
        return request.question().addressed(request.column().uri(of.contact())).checked(request.sender(), key);
    }

    private void write(OutputStream out) throws IOException {
        var batch = asked.remove();
        var answers = batch.answers();
        var text = new StringBuilder(256 * answers.size());
        for (var i = 0; i < answers.size(); i++) {
            var answer = answers.get(i);
            summary.count(answer);
            metrics.count(answer.outcome());
            if (answer.permitted() || !request.permitted()) batch.rows().get(i).write(answer, text);
        }
        out.write(bytes(text.toString()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
