package dev.askfirst.decision.intake;

import dev.askfirst.decision.answer.Answer;
import dev.askfirst.decision.answer.CheckedQuestion;
import dev.askfirst.platform.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Questions that came together: those that can be asked, and for each place why what stands there cannot be. One that is
 * wrong stops no other.
 */
record BatchItems(List<CheckedQuestion> asked, List<Optional<Answer>> refused) {

    static BatchItems of(String sender, List<QuestionReader.Item> items) {
        var lot = new BatchItems(new ArrayList<>(items.size()), new ArrayList<>(items.size()));
        for (var item : items) lot.add(sender, item);
        return lot;
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

    /** The answer to each place, in their order, once those that could be asked are decided. */
    List<Answer> answers(List<Answer> decided) {
        var next = decided.iterator();
        var answers = new ArrayList<Answer>(size());
        for (var refusal : refused) answers.add(refusal.orElseGet(next::next));
        return answers;
    }

    /** The same where no answer was to be had. */
    List<Answer> answers(Fault fault) {
        var refusal = new Answer.Refused(fault);
        return refused.stream().map(it -> it.orElse(refusal)).toList();
    }
}
