package dev.askfirst.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Bodies with one thing wrong, made from what {@code openapi.yaml} says of each operation that takes JSON. */
public final class WrongBodies {

    /** An operation with a JSON body, its schema, and an example of it. */
    public record Operation(String method, String path, String mediaType, JsonNode schema, ObjectNode example) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** A body, which member of it is wrong, and how. */
    public record Wrong(String field, String how, String body) {}

    private static final JsonNode CONTRACT = contract();
    private static final String HOLE = "\"@hole@\"";
    private static final int DEEP = 2_000;

    private final Operation operation;
    private final List<Wrong> all = new ArrayList<>();

    private WrongBodies(Operation operation) {
        this.operation = operation;
    }

    public static Stream<Operation> operations() {
        var operations = new ArrayList<Operation>();
        for (var path : CONTRACT.get("paths").properties()) {
            for (var method : List.of("post", "put", "patch")) {
                if (path.getValue().has(method)) {
                    operation(
                                    method.toUpperCase(java.util.Locale.ROOT),
                                    path.getKey(),
                                    path.getValue().get(method))
                            .ifPresent(operations::add);
                }
            }
        }
        return operations.stream();
    }

    public static List<Wrong> of(Operation operation) {
        var bodies = new WrongBodies(operation);
        bodies.object("", operation.schema());
        return bodies.all;
    }

    private static Optional<Operation> operation(String method, String path, JsonNode described) {
        var content = resolved(described.path("requestBody")).path("content");
        for (var type : content.properties()) {
            if (!type.getKey().endsWith("json") || type.getKey().contains("ndjson")) continue;
            var schema = resolved(type.getValue().get("schema"));
            if (!schema.has("properties")) continue;
            return Optional.of(new Operation(method, path, type.getKey(), schema, example(type.getValue())));
        }
        return Optional.empty();
    }

    private static ObjectNode example(JsonNode media) {
        if (media.has("example")) return media.get("example").deepCopy();
        for (var named : media.path("examples").properties())
            return named.getValue().get("value").deepCopy();
        return Json.MAPPER.createObjectNode();
    }

    private void object(String path, JsonNode schema) {
        for (var member : schema.path("properties").properties()) {
            var name = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
            // A list that is left out is an empty one.
            var list = resolved(member.getValue()).path("type").asText().equals("array");
            if (required(schema, member.getKey()) && !list) {
                add(name, "missing", null);
                add(name, "null", "null");
            }
            wrong(name, resolved(member.getValue()));
        }
        add(path.isEmpty() ? "surplus" : path + ".surplus", "unknown", "1");
    }

    private void wrong(String name, JsonNode schema) {
        switch (schema.path("type").asText("object")) {
            case "string" -> string(name, schema);
            case "integer" -> values(name, "\"5\"", "1.5", "true", "[]", "{}", "99999999999999999999", "-1", "1e999");
            case "boolean" -> values(name, "\"yes\"", "1", "[]", "{}", "\"\"");
            case "array" -> array(name, schema);
            default -> {
                values(name, "\"text\"", "5", "true", "[]", "[[]]");
                deep(name);
                object(name, schema);
            }
        }
    }

    private void string(String name, JsonNode schema) {
        values(name, "5", "true", "[]", "{}", "[\"x\"]", "\"\"", "\" \"", "\"\\u0000\"", "\"a\\u0007\"", "\"\\ud800\"");
        add(name, "too long", "\"" + "x".repeat(schema.path("maxLength").asInt(5_000) + 1) + "\"");
        var values = schema.has("enum") ? schema.get("enum") : schema.path("x-extensible-enum");
        if (!values.isEmpty()) {
            values(name, "\"nonsense\"");
            var known = values.get(0).textValue();
            if (!known.toUpperCase(java.util.Locale.ROOT).equals(known))
                values(name, "\"" + known.toUpperCase(java.util.Locale.ROOT) + "\"", "\" " + known + "\"");
        }
        switch (schema.path("format").asText()) {
            case "date-time" ->
                values(
                        name,
                        "\"2026-11-22\"",
                        "\"soon\"",
                        "\"2026-13-01T00:00:00Z\"",
                        "\"+10000-01-01T00:00:00Z\"",
                        "1767225600");
            case "uuid" -> values(name, "\"x\"", "\"00000000-0000-0000-0000-00000000000g\"");
            default -> {}
        }
        if (schema.has("pattern")) values(name, "\"\\u00e9 !\"");
    }

    private void array(String name, JsonNode schema) {
        values(name, "\"text\"", "5", "{}", "[null]", "[[]]");
        if (schema.path("minItems").asInt() > 0) values(name, "[]");
        var items = resolved(schema.path("items"));
        if (items.has("properties")) {
            values(name, "[{\"surplus\":1}]", "[5]");
        } else {
            values(name, "[5]", "[\"\"]", "[\"\\u0000\"]");
        }
    }

    private void deep(String name) {
        add(name, "deep", "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP));
    }

    private void values(String name, String... values) {
        for (var value : values) add(name, value, value);
    }

    /** The example with this member set to a raw JSON value, or taken out. */
    private void add(String name, String how, String raw) {
        var body = operation.example().deepCopy();
        var parts = name.split("\\.");
        var parent = body;
        for (var i = 0; i < parts.length - 1; i++) {
            if (!(parent.get(parts[i]) instanceof ObjectNode)) {
                if (raw == null) return;
                parent.putObject(parts[i]);
            }
            parent = (ObjectNode) parent.get(parts[i]);
        }
        var last = parts[parts.length - 1];
        if (raw == null) parent.remove(last);
        else parent.put(last, "@hole@");
        all.add(new Wrong(name, how, body.toString().replace(HOLE, raw == null ? "" : raw)));
    }

    private static boolean required(JsonNode schema, String name) {
        if (!(schema.path("required") instanceof ArrayNode names)) return false;
        for (var required : names) if (required.textValue().equals(name)) return true;
        return false;
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref")
                ? resolved(CONTRACT.at(node.get("$ref").textValue().substring(1)))
                : node;
    }

    private static JsonNode contract() {
        try {
            return new YAMLMapper().readTree(Contract.BUNDLE.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
