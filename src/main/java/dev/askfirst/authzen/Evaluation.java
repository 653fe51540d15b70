package dev.askfirst.authzen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.json.Checks;

/** One access evaluation as it was sent, or the defaults for several. What is `null` counts as left out. */
record Evaluation(JsonNode subject, JsonNode action, JsonNode resource, JsonNode context) {

    private static final String OBJECT = "must be an object";

    static Evaluation of(JsonNode body) {
        return new Evaluation(
                member(body, "subject"), member(body, "action"), member(body, "resource"), member(body, "context"));
    }

    /** This evaluation, with the whole of the default for each of the four that it leaves out. */
    Evaluation or(Evaluation defaults) {
        return new Evaluation(
                either(subject, defaults.subject),
                either(action, defaults.action),
                either(resource, defaults.resource),
                either(context, defaults.context));
    }

    /** Refuses an evaluation that lacks what the standard requires, or has it in another type. */
    Evaluation whole() {
        var checks = new Checks();
        for (var name : new String[] {"subject", "action", "resource"}) {
            if (part(name).isMissingNode()) checks.error(name, "is missing");
        }
        return given(checks);
    }

    /** The same for defaults: of what is there, nothing may be wrong. */
    Evaluation given() {
        return given(new Checks());
    }

    private Evaluation given(Checks checks) {
        part(checks, "subject", "type", "id");
        part(checks, "action", "name");
        part(checks, "resource", "type", "id");
        if (!context.isMissingNode() && !context.isObject()) checks.error("context", OBJECT);
        checks.done();
        return this;
    }

    private void part(Checks checks, String name, String... texts) {
        var part = part(name);
        if (part.isMissingNode()) return;
        if (!part.isObject()) {
            checks.error(name, OBJECT);
            return;
        }
        for (var text : texts) {
            var value = member(part, text);
            if (value.isMissingNode()) checks.error(name + "." + text, "is missing");
            else if (!value.isTextual()) checks.error(name + "." + text, "must be text");
        }
        var properties = member(part, "properties");
        if (!properties.isMissingNode() && !properties.isObject()) checks.error(name + ".properties", OBJECT);
    }

    private JsonNode part(String name) {
        return switch (name) {
            case "subject" -> subject;
            case "action" -> action;
            default -> resource;
        };
    }

    /** A member of an object; missing if it is not there, or is `null`. */
    static JsonNode member(JsonNode object, String name) {
        var member = object.path(name);
        return member.isNull() ? MissingNode.getInstance() : member;
    }

    private static JsonNode either(JsonNode own, JsonNode other) {
        return own.isMissingNode() ? other : own;
    }

    /** An item that is no object has nothing to evaluate. */
    static Evaluation ofItem(JsonNode item, Evaluation defaults) {
        if (!item.isObject()) throw Fault.invalid("evaluations", "holds an item that is no object");
        return of(item).or(defaults).whole();
    }
}
