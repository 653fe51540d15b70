package dev.askfirst.authzen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.decision.answer.Answer;
import dev.askfirst.decision.answer.AnswerWriter;
import dev.askfirst.decision.answer.Explanation;
import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes answers as decisions of the standard: `true` for a permit alone, and in `context` all that our own reply says.
 * Obligations have the form of the AuthZEN Obligations Profile (draft of July 2026), where types of one's own are `custom`.
 */
@ApplicationScoped
class DecisionWriter {

    private static final String OBLIGATIONS = "obligations";
    private static final String CONTEXT = "context";

    private final AnswerWriter answers;
    private final EvaluationMetrics metrics;

    DecisionWriter(AnswerWriter answers, EvaluationMetrics metrics) {
        this.answers = answers;
        this.metrics = metrics;
    }

    /** Whether the answer is a permit. */
    static boolean isPermit(Answer answer) {
        return answer instanceof Answer.Given given
                && given.recorded().verdict().outcome() == DecisionRecord.Outcome.PERMIT;
    }

    String one(Answer answer, Explanation explanation) {
        return Json.write(decision(answer, explanation));
    }

    String many(List<Answer> all, Explanation explanation) {
        var reply = Json.MAPPER.createObjectNode();
        var evaluations = reply.putArray("evaluations");
        for (var answer : all) evaluations.add(decision(answer, explanation));
        return Json.write(reply);
    }

    private ObjectNode decision(Answer answer, Explanation explanation) {
        metrics.count(answer);
        var decision = Json.MAPPER.createObjectNode().put("decision", isPermit(answer));
        switch (answer) {
            case Answer.Given _ -> decision.set(CONTEXT, context(answer, explanation));
            case Answer.Refused(var fault) -> decision.putObject(CONTEXT).set("error", error(fault));
        }
        return decision;
    }

    private JsonNode context(Answer answer, Explanation explanation) {
        var reply = Json.stored(new String(answers.one(answer, explanation), StandardCharsets.UTF_8));
        if (reply.get(OBLIGATIONS) instanceof ArrayNode ours) {
            ((ObjectNode) reply).set(OBLIGATIONS, profiled(ours));
        }
        return reply;
    }

    private static ArrayNode profiled(ArrayNode ours) {
        var all = Json.MAPPER.createArrayNode();
        for (var obligation : ours) {
            var properties = Json.MAPPER.createObjectNode();
            properties.put("vendor", "askfirst").set("action", obligation.get("type"));
            var rest = ((ObjectNode) obligation).deepCopy();
            rest.remove("type");
            properties.setAll(rest);
            all.addObject()
                    .put("id", Integer.toString(all.size()))
                    .put("type", "custom")
                    .set("properties", properties);
        }
        return all;
    }

    private static ObjectNode error(Fault fault) {
        return Json.MAPPER
                .createObjectNode()
                .put("status", fault.code().status())
                .put("code", fault.code().text())
                .put("message", Wording.of(fault));
    }
}
