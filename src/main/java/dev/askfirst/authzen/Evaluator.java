package dev.askfirst.authzen;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.decision.answer.Answer;
import dev.askfirst.decision.answer.CheckedQuestion;
import dev.askfirst.decision.lane.Deadline;
import dev.askfirst.decision.lane.Desk;
import dev.askfirst.platform.Fault;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * Asks the desk what evaluations ask. What is no question that the sender may ask is a refusal in its place; what could not
 * be decided at all is a {@link Fault}.
 */
@ApplicationScoped
class Evaluator {

    /** Who asks, by which name for the request, and until when. */
    record Asking(String sender, RequestId id, Deadline deadline) {}

    /** An item of a batch: a question, or why it is none. */
    private record Item(Optional<CheckedQuestion> question, Optional<Answer> refusal) {}

    private static final int TOO_MANY = 429;

    private final Desk desk;

    Evaluator(Desk desk) {
        this.desk = desk;
    }

    Asking asking(String sender, RequestId id, Optional<Duration> limit) {
        return new Asking(sender, id, desk.deadline(limit));
    }

    Answer one(Evaluation evaluation, Asking asking) {
        Answer answer;
        try {
            var question = new Translation(asking.sender())
                    .question(evaluation, asking.id().key(0));
            answer = ask(List.of(question), asking).getFirst();
        } catch (Fault fault) {
            answer = new Answer.Refused(fault);
        }
        if (answer instanceof Answer.Refused(var fault) && isNoAnswer(fault)) throw fault;
        return answer;
    }

    /** The answers in the order of the items, up to the one that ends the evaluations. */
    List<Answer> many(Evaluations evaluations, Asking asking) {
        var items = new ArrayList<Item>(evaluations.items().size());
        for (var sent : evaluations.items()) items.add(item(sent, items.size(), evaluations.defaults(), asking));
        return evaluations.semantic() == Evaluations.Semantic.EXECUTE_ALL
                ? atOnce(items, asking)
                : inTurn(items, evaluations.semantic(), asking);
    }

    private static Item item(JsonNode sent, int place, Evaluation defaults, Asking asking) {
        try {
            var evaluation = Evaluation.ofItem(sent, defaults);
            var question = new Translation(asking.sender())
                    .question(evaluation, asking.id().key(place));
            return new Item(Optional.of(question), Optional.empty());
        } catch (Fault fault) {
            return new Item(Optional.empty(), Optional.of(new Answer.Refused(fault)));
        }
    }

    private List<Answer> atOnce(List<Item> items, Asking asking) {
        var questions = items.stream().flatMap(item -> item.question().stream()).toList();
        var decided = (questions.isEmpty() ? List.<Answer>of() : ask(questions, asking)).iterator();
        return items.stream()
                .map(item -> item.refusal().orElseGet(decided::next))
                .toList();
    }

    /** One after the other: a question after the last that counts must not be asked, since a permit uses something up. */
    private List<Answer> inTurn(List<Item> items, Evaluations.Semantic semantic, Asking asking) {
        var answers = new ArrayList<Answer>();
        for (var item : items) {
            var answer = item.refusal().orElseGet(() -> asked(item.question().orElseThrow(), asking));
            answers.add(answer);
            if (semantic.endsWith(DecisionWriter.isPermit(answer))) break;
        }
        return answers;
    }

    /** What came before is on record and must be told, whatever happens to this one. */
    private Answer asked(CheckedQuestion question, Asking asking) {
        try {
            return ask(List.of(question), asking).getFirst();
        } catch (Fault fault) {
            return new Answer.Refused(fault);
        }
    }

    private List<Answer> ask(List<CheckedQuestion> questions, Asking asking) {
        try {
            return desk.ask(asking.sender(), questions, asking.deadline())
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Fault fault ? fault : e;
        }
    }

    /** Whether nothing was decided, and may be decided later. */
    private static boolean isNoAnswer(Fault fault) {
        return fault.code().status() >= 500 || fault.code().status() == TOO_MANY;
    }
}
