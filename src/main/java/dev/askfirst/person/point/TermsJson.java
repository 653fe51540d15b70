package dev.askfirst.person.point;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.json.Times;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Intent;
import dev.askfirst.policy.term.Owed;
import dev.askfirst.policy.term.Pause;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Ratings;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Terms as they stand in the database. Read for every decision, so parsed by hand; instants are microseconds. */
public final class TermsJson {

    private static final JsonFactory JSON =
            new JsonFactory().setCodec(Json.MAPPER.copy().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS));

    private TermsJson() {}

    public static String write(Terms terms) {
        var text = new StringWriter();
        try (var json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("made", Times.epochMicros(terms.lastMade()));
            json.writeArrayFieldStart("controllers");
            for (var controller : terms.controllers()) json.writeString(controller);
            json.writeEndArray();
            json.writeArrayFieldStart("words");
            for (var word : terms.words()) write(json, word);
            json.writeEndArray();
            if (!terms.preferences().equals(Preferences.NONE)) {
                json.writeFieldName("preferences");
                json.writeTree(PreferencesJson.write(terms.preferences()));
            }
            pauses(json, terms.pauses());
            owed(json, terms.owed());
            RatingsJson.write(json, terms.ratings());
            IntentsJson.write(json, terms.intents());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    public static Terms read(byte[] text) {
        try (var json = JSON.createParser(text)) {
            var made = Instant.EPOCH;
            var controllers = new ArrayList<String>();
            var words = new ArrayList<ConsentStatement>();
            var preferences = Preferences.NONE;
            var pauses = List.<Pause>of();
            var owed = List.<Owed>of();
            var ratings = List.<Ratings>of();
            var intents = List.<Intent>of();
            json.nextToken();
            expect(JsonToken.START_OBJECT, json);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "made" -> made = Times.ofEpochMicros(json.getLongValue());
                    case "controllers" -> {
                        expect(JsonToken.START_ARRAY, json);
                        while (json.nextToken() != JsonToken.END_ARRAY) controllers.add(json.getText());
                    }
                    case "words" -> {
                        expect(JsonToken.START_ARRAY, json);
                        while (json.nextToken() != JsonToken.END_ARRAY) words.add(word(json));
                    }
                    case "preferences" -> preferences = PreferencesJson.read(json.readValueAsTree());
                    case "pauses" -> pauses = pauses(json.<JsonNode>readValueAsTree());
                    case "owed" -> owed = owed(json.<JsonNode>readValueAsTree());
                    case "ratings" -> ratings = RatingsJson.read(json.<JsonNode>readValueAsTree());
                    case "intents" -> intents = IntentsJson.read(json.<JsonNode>readValueAsTree());
                    default -> throw new IllegalStateException("unknown member in terms: " + name);
                }
            }
            return new Terms(made, controllers, words, preferences, pauses, owed, ratings, intents);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Terms that cannot be parsed are an error: they must not count as empty terms. */
    private static void expect(JsonToken token, JsonParser json) {
        if (json.currentToken() != token) throw new IllegalStateException("terms are not as they are written");
    }

    private static void pauses(JsonGenerator json, List<Pause> pauses) throws IOException {
        if (pauses.isEmpty()) return;
        json.writeArrayFieldStart("pauses");
        for (var pause : pauses) {
            json.writeStartObject();
            part(json, "channel", pause.channel());
            part(json, "topic", pause.topic());
            json.writeNumberField("until", Times.epochMicros(pause.until()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static List<Pause> pauses(JsonNode array) {
        var pauses = new ArrayList<Pause>();
        for (var pause : array) {
            pauses.add(new Pause(
                    pause.path("channel").asText(Scope.ALL),
                    pause.path("topic").asText(Scope.ALL),
                    Times.ofEpochMicros(pause.get("until").longValue())));
        }
        return pauses;
    }

    private static void owed(JsonGenerator json, List<Owed> all) throws IOException {
        if (all.isEmpty()) return;
        json.writeArrayFieldStart("owed");
        for (var owed : all) {
            json.writeStartObject();
            json.writeStringField("request", owed.request().toString());
            json.writeStringField("controller", owed.controller());
            json.writeNumberField("due", Times.epochMicros(owed.due()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static List<Owed> owed(JsonNode array) {
        var all = new ArrayList<Owed>();
        for (var owed : array) {
            all.add(new Owed(
                    UUID.fromString(owed.get("request").textValue()),
                    owed.get("controller").textValue(),
                    Times.ofEpochMicros(owed.get("due").longValue())));
        }
        return all;
    }

    private static void write(JsonGenerator json, ConsentStatement word) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", word.id().toString());
        json.writeNumberField("made", Times.epochMicros(word.made()));
        part(json, "controller", word.scope().controller());
        part(json, "topic", word.scope().topic());
        part(json, "channel", word.scope().channel());
        if (word.scope().point().isPresent()) {
            json.writeStringField("point", word.scope().point().get().toString());
        }
        switch (word) {
            case ConsentStatement.Grant yes -> {
                json.writeStringField("kind", yes.pending() ? "pending" : "grant");
                if (yes.expires().isPresent())
                    json.writeNumberField(
                            "expires", Times.epochMicros(yes.expires().get()));
                if (!yes.express()) json.writeBooleanField("implied", true);
                if (yes.notice().isPresent()) {
                    json.writeStringField("notice", yes.notice().get().id());
                    json.writeNumberField("noticeVersion", yes.notice().get().version());
                }
            }
            case ConsentStatement.Refusal no -> {
                json.writeStringField(
                        "kind", no.kind() == ConsentStatement.Refusal.Kind.REFUSAL ? "refusal" : "withdrawal");
                if (no.services()) json.writeBooleanField("services", true);
                if (no.stop().isPresent())
                    json.writeStringField("stop", no.stop().get().toString());
            }
        }
        json.writeEndObject();
    }

    private static void part(JsonGenerator json, String name, String value) throws IOException {
        if (!value.equals(Scope.ALL)) json.writeStringField(name, value);
    }

    private static ConsentStatement word(JsonParser json) throws IOException {
        var read = new Reading();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            json.nextToken();
            read.member(name, json);
        }
        return read.word();
    }

    /** Collects the members of one statement, which may come in any order. */
    private static final class Reading {
        private UUID id;
        private Instant made;
        private String kind;
        private String controller = Scope.ALL;
        private String topic = Scope.ALL;
        private String channel = Scope.ALL;
        private Optional<UUID> point = Optional.empty();
        private Optional<Instant> expires = Optional.empty();
        private boolean services;
        private Optional<UUID> stop = Optional.empty();
        private String notice;
        private int noticeVersion;
        private boolean implied;

        void member(String name, JsonParser json) throws IOException {
            switch (name) {
                case "id" -> id = UUID.fromString(json.getText());
                case "made" -> made = Times.ofEpochMicros(json.getLongValue());
                case "kind" -> kind = json.getText();
                case "controller" -> controller = json.getText();
                case "topic" -> topic = json.getText();
                case "channel" -> channel = json.getText();
                case "point" -> point = Optional.of(UUID.fromString(json.getText()));
                case "expires" -> expires = Optional.of(Times.ofEpochMicros(json.getLongValue()));
                case "notice" -> notice = json.getText();
                case "noticeVersion" -> noticeVersion = json.getIntValue();
                case "implied" -> implied = json.getBooleanValue();
                case "services" -> services = json.getBooleanValue();
                case "stop" -> stop = Optional.of(UUID.fromString(json.getText()));
                default -> throw new IllegalStateException("unknown member in a word: " + name);
            }
        }

        ConsentStatement word() {
            var scope = new Scope(controller, topic, channel, point);
            return switch (kind) {
                case "grant" -> yes(scope, false);
                case "pending" -> yes(scope, true);
                case "refusal" ->
                    new ConsentStatement.Refusal(
                            id, scope, made, ConsentStatement.Refusal.Kind.REFUSAL, services, stop);
                case "withdrawal" ->
                    new ConsentStatement.Refusal(
                            id, scope, made, ConsentStatement.Refusal.Kind.WITHDRAWAL, services, stop);
                default -> throw new IllegalStateException("unknown word: " + kind);
            };
        }

        private ConsentStatement.Grant yes(Scope scope, boolean pending) {
            var shown = Optional.ofNullable(notice).map(it -> new ConsentStatement.Grant.Shown(it, noticeVersion));
            return new ConsentStatement.Grant(id, scope, made, expires, pending, shown, !implied);
        }
    }
}
