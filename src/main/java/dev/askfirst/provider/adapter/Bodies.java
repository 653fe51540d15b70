package dev.askfirst.provider.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads what stands in the requests of providers; what is not there, or no sense, is empty. */
final class Bodies {

    /** By this name a sender gives the decision to its provider, and the provider gives it back. */
    static final String DECISION = "askfirst_decision";

    private Bodies() {}

    static JsonNode json(byte[] body) {
        try {
            var json = Json.MAPPER.readTree(body);
            if (json == null || !json.isContainerNode()) throw Fault.invalid("body", "is no JSON object or array");
            return json;
        } catch (JsonProcessingException _) {
            throw Fault.invalid("body", "is not JSON");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All of an array, or the one value that stands for it. */
    static List<JsonNode> all(JsonNode json) {
        if (json.isMissingNode() || json.isNull()) return List.of();
        if (!json.isArray()) return List.of(json);
        var all = new ArrayList<JsonNode>();
        json.forEach(all::add);
        return all;
    }

    static Optional<String> text(JsonNode json, String name) {
        var value = json.path(name);
        if (!value.isTextual() && !value.isNumber()) return Optional.empty();
        var text = value.isNumber() ? value.decimalValue().toPlainString() : value.textValue();
        return Optional.of(text).filter(it -> !it.isBlank());
    }

    static Optional<UUID> decision(JsonNode metadata) {
        return text(metadata, DECISION).flatMap(Bodies::id);
    }

    static Optional<UUID> id(String text) {
        try {
            // Shorter spellings of the same are no ids of ours.
            return Optional.of(text.strip()).filter(it -> it.length() == 36).map(UUID::fromString);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Seconds since 1970, with or without a fraction, or an instant of ISO 8601 with its offset. */
    static Optional<Instant> time(Optional<String> text) {
        return text.flatMap(it -> it.matches("[0-9]{1,12}(\\.[0-9]{1,9})?") ? seconds(it) : iso(it));
    }

    private static Optional<Instant> seconds(String text) {
        return Optional.of(
                Instant.ofEpochMilli(new BigDecimal(text).movePointRight(3).longValue()));
    }

    private static Optional<Instant> iso(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    static Optional<byte[]> base64(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text.strip()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Name and value of each field of a form, in its order. */
    static List<Map.Entry<String, String>> form(byte[] body) {
        var fields = new ArrayList<Map.Entry<String, String>>();
        for (var field : new String(body, StandardCharsets.UTF_8).split("&")) {
            if (field.isEmpty()) continue;
            var sign = field.indexOf('=');
            var name = sign < 0 ? field : field.substring(0, sign);
            fields.add(Map.entry(decoded(name), sign < 0 ? "" : decoded(field.substring(sign + 1))));
        }
        return fields;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }

    /** The first value of a parameter of an address. */
    static Optional<String> query(String url, String name) {
        var mark = url.indexOf('?');
        if (mark < 0) return Optional.empty();
        return form(url.substring(mark + 1).getBytes(StandardCharsets.UTF_8)).stream()
                .filter(it -> it.getKey().equals(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** An id for an event that has none: the same for the same content. */
    static String hash(JsonNode event) {
        return HexFormat.of().formatHex(Sha256.of(event.toString())).substring(0, 32);
    }
}
