package dev.askfirst.authzen;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.decision.answer.CheckedQuestion;
import dev.askfirst.decision.intake.TranslatedQuestion;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * An evaluation as one of our questions. Members that neither the standard nor we know are passed over, as the standard
 * demands.
 */
final class Translation {

    private static final String SENDER = "sender";
    private static final String CONTACT = "contact";
    private static final String MESSAGE = "message";
    private static final List<String> OF_CONTEXT = List.of("mode", "at", "place", "dwellS", "value");
    private static final List<String> OF_MESSAGE =
            List.of("authorship", "author", "campaign", "critical", "confirms", "words", "fingerprint");

    /** What cannot be written in UTF-8 stays as it was sent, so that it is refused like anywhere else. */
    private static final ObjectWriter PLAIN =
            Json.MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature());

    private final String sender;

    Translation(String sender) {
        this.sender = sender;
    }

    /**
     * The question of an evaluation that is whole; a {@link Fault} says why it is none that this sender may ask.
     *
     * @param key names the message, if its caller gave it a name
     */
    CheckedQuestion question(Evaluation evaluation, Optional<String> key) {
        type("subject", evaluation.subject(), SENDER);
        if (!text(evaluation.subject(), "id").equals(sender)) {
            throw Fault.of(ProblemCode.FORBIDDEN, "`subject.id` is not the sender of this token, `" + sender + "`");
        }
        type("resource", evaluation.resource(), CONTACT);
        return TranslatedQuestion.read(written(members(evaluation))).checked(sender, key);
    }

    private static ObjectNode members(Evaluation evaluation) {
        var context = evaluation.context();
        var properties = Evaluation.member(evaluation.resource(), "properties");
        var question = Json.MAPPER.createObjectNode();
        question.set("to", evaluation.resource().get("id"));
        question.set("channel", evaluation.action().get("name"));
        for (var name : List.of("topic", "controller")) {
            set(question, name, either(name, properties, context));
        }
        for (var name : OF_CONTEXT) set(question, name, Evaluation.member(context, name));
        var message = Evaluation.member(context, MESSAGE);
        if (message instanceof ObjectNode said) message = said.deepCopy().retain(OF_MESSAGE);
        set(question, MESSAGE, message);
        return question;
    }

    /** What is said in two places must be the same in both. */
    private static JsonNode either(String name, JsonNode properties, JsonNode context) {
        var ofResource = Evaluation.member(properties, name);
        var ofContext = Evaluation.member(context, name);
        if (ofResource.isMissingNode()) return ofContext;
        if (!ofContext.isMissingNode() && !ofContext.equals(ofResource)) {
            throw Fault.invalid(name, "is another one in `resource.properties` than in `context`");
        }
        return ofResource;
    }

    /** A number too large for its type would be written as text. */
    private static void set(ObjectNode question, String name, JsonNode value) {
        if (value.isMissingNode()) return;
        if (value.isNumber() && !value.isInt()) throw Fault.invalid(name, "must not be a number");
        for (var part : value.properties()) set(question, name + "." + part.getKey(), part.getValue());
        if (!name.contains(".")) question.set(name, value);
    }

    private static void type(String part, JsonNode entity, String known) {
        if (text(entity, "type").equals(known)) return;
        throw Fault.about(
                ProblemCode.INVALID_REQUEST,
                part + ".type",
                "`%s.type` is not `%s`, of which alone decisions are made here".formatted(part, known));
    }

    private static String text(JsonNode entity, String name) {
        return entity.get(name).textValue();
    }

    private static byte[] written(ObjectNode question) {
        try {
            return PLAIN.writeValueAsBytes(question);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
