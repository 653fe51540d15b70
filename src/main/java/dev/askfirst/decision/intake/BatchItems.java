package dev.askfirst.decision.intake;

import dev.askfirst.decision.answer.Answer;
import dev.askfirst.decision.answer.CheckedQuestion;
import dev.askfirst.platform.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The items of one batch: the questions that can be asked and, for each other item, why it cannot. A wrong item does
 * not stop the others.
 */
record BatchItems(List<CheckedQuestion> asked, List<Optional<Answer>> refused) {

    static BatchItems of(String sender, List<QuestionReader.Item> items) {
        var batch = new BatchItems(new ArrayList<>(items.size()), new ArrayList<>(items.size()));
        for (var item : items) batch.add(sender, item);
        return batch;
    }

    private void add(String sender, QuestionReader.Item item) {
        try {
            asked.add(item.checked(sender));
            refused.add(Optional.empty());
        } catch (Fault fault) {
            refused.add(Optional.of(new Answer.Refused(fault)));
        }
    }

    int size() {
        return refused.size();
    }

    /** The answers in the order of the items, once the questions are decided. */
    List<Answer> answers(List<Answer> decided) {
        var next = decided.iterator();
        var answers = new ArrayList<Answer>(size());
        for (var refusal : refused) answers.add(refusal.orElseGet(next::next));
        return answers;
    }

    /** The same if the questions could not be answered. */
    List<Answer> answers(Fault fault) {
        var refusal = new Answer.Refused(fault);
        return refused.stream().map(it -> it.orElse(refusal)).toList();
    }
}
