package dev.askfirst.decision.intake;

import dev.askfirst.decision.answer.AnswerWriter;
import dev.askfirst.decision.answer.Explanations;
import dev.askfirst.decision.lane.Desk;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.http.IdempotencyKey;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Takes a single question from its body and headers to its answer, however it came in. */
@ApplicationScoped
public class OneQuestion {

    static final String KEY = "Idempotency-Key";
    public static final String TIMEOUT = "Request-Timeout";
    public static final int MOST_BYTES = 64 * 1024;

    private final Desk desk;
    private final Alternatives alternatives;
    private final Explanations explanations;
    private final AnswerWriter writer;

    OneQuestion(Desk desk, Alternatives alternatives, Explanations explanations, AnswerWriter writer) {
        this.desk = desk;
        this.alternatives = alternatives;
        this.explanations = explanations;
        this.writer = writer;
    }

    /**
     * The answer as JSON; throws a {@link Fault}, or fails with one, if there is none. Headers that were not sent are null.
     */
    CompletionStage<byte[]> answer(Caller caller, byte[] body, String key, String timeout, String languages) {
        var sender = caller.requireSender();
        var request = QuestionReader.one(body);
        if (request.key() != null) {
            throw Fault.invalid("key", "stands only in a batch; one question takes the header `Idempotency-Key`");
        }
        var asked = request.checked(idempotency(sender, key, request));
        var deadline = desk.deadline(limit(timeout));
        return desk.ask(sender, List.of(asked), deadline)
                .thenCompose(answers -> alternatives.added(sender, answers, deadline))
                .thenApply(answers -> writer.one(answers.getFirst(), explanations.in(languages)));
    }

    /** How long a caller waits, as its header {@code Request-Timeout} says. */
    public static Optional<Duration> limit(String timeout) {
        if (timeout == null) return Optional.empty();
        if (!timeout.matches("[0-9]{1,4}(\\.[0-9]{1,9})?")) {
            throw Fault.invalid(TIMEOUT, "is not a number of seconds such as `2` or `0.5`");
        }
        var limit = Duration.ofNanos(Math.round(Double.parseDouble(timeout) * 1e9));
        if (limit.isZero()) throw Fault.invalid(TIMEOUT, "leaves no time for an answer: give more than 0 seconds");
        return Optional.of(limit);
    }

    private static Optional<IdempotencyKey> idempotency(String sender, String key, DecisionRequest request) {
        if (key == null) return Optional.empty();
        if (key.isBlank() || key.length() > IdempotencyKey.LONGEST) {
            throw Fault.invalid(KEY, "has 1 to " + IdempotencyKey.LONGEST + " characters");
        }
        return Optional.of(IdempotencyKey.of(sender, key, request.toString()));
    }
}
