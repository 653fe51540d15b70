package dev.askfirst.decision.answer;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Problem;
import dev.askfirst.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes answers as their callers get them, in UTF-8: each decision with its obligations and its reasons in words. */
@ApplicationScoped
public class AnswerWriter {

    private final Obligations obligations;

    AnswerWriter(Obligations obligations) {
        this.obligations = obligations;
    }

    /** The decision; throws the fault if there is none. */
    public byte[] one(Answer answer, Explanation explanation) {
        if (answer instanceof Answer.Refused(Fault fault)) throw fault;
        var json = new StringBuilder(1024);
        write(answer, explanation, json);
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The answers to a batch, in order: each a decision, or an error in its place. */
    public byte[] batch(List<Answer> answers, Explanation explanation) {
        var json = new StringBuilder(512 * answers.size()).append("{\"decisions\":[");
        var separator = "";
        for (var answer : answers) {
            json.append(separator);
            separator = ",";
            write(answer, explanation, json);
        }
        return json.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The same, one answer per line. */
    public byte[] lines(List<Answer> answers, Explanation explanation) {
        var json = new StringBuilder(512 * answers.size());
        for (var answer : answers) {
            write(answer, explanation, json);
            json.append('\n');
        }
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void write(Answer answer, Explanation explanation, StringBuilder json) {
        switch (answer) {
            case Answer.Given given -> reply(given).explained(explanation).write(json);
            case Answer.Refused(Fault fault) ->
                json.append("{\"error\":").append(Json.write(Problem.of(fault))).append('}');
        }
    }

    private DecisionReply reply(Answer.Given given) {
        var recorded = given.recorded();
        return DecisionReply.of(recorded, obligations.of(recorded, given.asked(), given.catalog(), given.language()))
                .with(given.alternatives(), given.suggestedAt());
    }
}
