package dev.askfirst.decision.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.policy.Facts;
import dev.askfirst.policy.Rested;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Usefulness;
import java.util.Optional;

/**
 * How useful the person had said messages about the topic are, and by which floor that was judged, as a decision used it.
 *
 * @param floor in percent
 */
public record UsedRatings(Usefulness usefulness, int floor) {

    /** Empty where the rule did not apply: nothing was said, or no floor is set. */
    public static Optional<UsedRatings> of(Question question, Facts facts) {
        return Rested.of(question, facts)
                .map(it -> new UsedRatings(it.usefulness(), it.floor().percent()));
    }

    void write(ObjectNode node) {
        node.put("fine", usefulness.fine())
                .put("floor", floor)
                .put("less", usefulness.less())
                .put("more", usefulness.more());
    }

    static UsedRatings read(JsonNode node) {
        return new UsedRatings(
                new Usefulness(
                        node.get("more").intValue(),
                        node.get("fine").intValue(),
                        node.get("less").intValue()),
                node.get("floor").intValue());
    }
}
