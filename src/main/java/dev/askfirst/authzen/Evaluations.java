package dev.askfirst.authzen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * What was sent to be evaluated.
 *
 * @param items empty if the request is a single evaluation, which then is {@code defaults}
 */
record Evaluations(Evaluation defaults, List<JsonNode> items, Semantic semantic) {

    /** In which order evaluations are made, and when there are enough of them. */
    enum Semantic {
        EXECUTE_ALL,
        DENY_ON_FIRST_DENY,
        PERMIT_ON_FIRST_PERMIT;

        /** Whether nothing after this decision is evaluated. */
        boolean endsWith(boolean decision) {
            return switch (this) {
                case EXECUTE_ALL -> false;
                case DENY_ON_FIRST_DENY -> !decision;
                case PERMIT_ON_FIRST_PERMIT -> decision;
            };
        }
    }

    static final int MOST = 1000;

    static Evaluations one(byte[] body) {
        return new Evaluations(Evaluation.of(object(body)).whole(), List.of(), Semantic.EXECUTE_ALL);
    }

    /** Without items, or with none in them, it is read as a single evaluation. */
    static Evaluations many(byte[] body) {
        var object = object(body);
        var items = items(Evaluation.member(object, "evaluations"));
        var semantic = semantic(Evaluation.member(object, "options"));
        var defaults = Evaluation.of(object);
        return new Evaluations(items.isEmpty() ? defaults.whole() : defaults.given(), items, semantic);
    }

    private static ObjectNode object(byte[] body) {
        if (body.length == 0) throw Fault.invalid("body", "is empty");
        return Json.read(body, Json.MAPPER.readerFor(ObjectNode.class));
    }

    private static List<JsonNode> items(JsonNode evaluations) {
        var items = new ArrayList<JsonNode>(evaluations.size());
        if (evaluations.isMissingNode()) return items;
        if (!evaluations.isArray()) throw Fault.invalid("evaluations", "must be a list");
        if (evaluations.size() > MOST) throw Fault.invalid("evaluations", "are more than " + MOST);
        evaluations.forEach(items::add);
        return items;
    }

    private static Semantic semantic(JsonNode options) {
        if (options.isMissingNode()) return Semantic.EXECUTE_ALL;
        if (!options.isObject()) throw Fault.invalid("options", "must be an object");
        var named = Evaluation.member(options, "evaluations_semantic");
        if (named.isMissingNode()) return Semantic.EXECUTE_ALL;
        for (var semantic : Semantic.values()) {
            if (named.isTextual() && named.textValue().equals(Json.text(semantic))) return semantic;
        }
        throw Fault.invalid(
                "options.evaluations_semantic",
                "must be one of `execute_all`, `deny_on_first_deny`, `permit_on_first_permit`");
    }
}
