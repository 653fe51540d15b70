package dev.askfirst.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What holds for a person, as staff see it. */
public record WholePerson(
        String id,
        String version,
        List<Address> addresses,
        List<State> consents,
        List<State> refusals,
        List<Pair> pauses,
        List<Pair> preferences,
        String hold) {

    /** One address of theirs, masked unless staff may see it. */
    public record Address(String id, String address, boolean verified, String added, String suppressed) {}

    /** A yes or a no, what it is about, since when, and the entry behind it. */
    public record State(String state, String about, String since, String ends, String entry) {}

    static WholePerson of(String json) {
        var it = tree(json);
        return new WholePerson(
                it.path("person").asText(),
                it.path("version").asText(),
                list(it.path("contacts"), WholePerson::address),
                list(it.path("consents"), WholePerson::consent),
                list(it.path("refusals"), WholePerson::no),
                list(
                        it.path("pauses"),
                        pause -> new Pair(about(pause), pause.path("until").asText(), "")),
                Pair.of(it.path("preferences")).stream()
                        .filter(pair -> !pair.value().isEmpty())
                        .toList(),
                it.path("hold").isObject() ? it.path("hold").path("until").asText("–") : "");
    }

    private static Address address(JsonNode it) {
        return new Address(
                it.path("id").asText(),
                it.path("contact").asText(it.path("scheme").asText()),
                it.path("verified").asBoolean(),
                it.path("addedAt").asText(),
                texts(it.path("suppressed")));
    }

    private static State consent(JsonNode it) {
        return new State(
                it.path("state").asText(),
                about(it),
                it.path("since").asText(),
                it.path("expiresAt").asText(),
                it.path("grant").asText());
    }

    private static State no(JsonNode it) {
        return new State(
                it.path("kind").asText(),
                about(it),
                it.path("at").asText(),
                "",
                it.path("id").asText());
    }

    private static String about(JsonNode it) {
        var parts = Stream.of("controller", "topic", "channel")
                .map(part -> it.path(part).asText())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" · "));
        return parts.isEmpty() ? "*" : parts;
    }

    private static String texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(it -> texts.add(it.asText()));
        return String.join(", ", texts);
    }

    private static <T> List<T> list(JsonNode nodes, Function<JsonNode, T> each) {
        var list = new ArrayList<T>();
        nodes.forEach(it -> list.add(each.apply(it)));
        return list;
    }

    private static JsonNode tree(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
