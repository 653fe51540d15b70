package dev.askfirst.decision.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.askfirst.decision.answer.CheckedQuestion;
import dev.askfirst.decision.record.Mode;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.json.Times;
import dev.askfirst.policy.term.Authorship;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads questions member by member. As strict as {@link Json}, and several times as fast: every message that anybody
 * sends needs one.
 */
final class QuestionReader {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxStringLength(8 * 1024)
                    .maxNameLength(100)
                    .build())
            .build();
    private static final Map<String, Authorship> AUTHORSHIPS = texts(List.of(Authorship.values()));
    private static final Map<String, DecisionRequest.Confirms> CONFIRMS =
            texts(List.of(DecisionRequest.Confirms.values()));
    private static final Map<String, Mode> MODES = texts(List.of(Mode.RESERVE, Mode.CHECK));

    /** One item of a batch: a question, or the reason why it is none. */
    sealed interface Item {

        /** The checked question; throws a {@link Fault} if it is none. */
        CheckedQuestion checked(String sender);

        record Question(DecisionRequest request) implements Item {
            @Override
            public CheckedQuestion checked(String sender) {
                return request.checked(sender);
            }
        }

        record Wrong(Fault fault) implements Item {
            @Override
            public CheckedQuestion checked(String sender) {
                throw fault;
            }
        }
    }

    private final JsonParser json;

    private QuestionReader(JsonParser json) {
        this.json = json;
    }

    static DecisionRequest one(byte[] body) {
        return read(body, QuestionReader::whole);
    }

    /** The items of a batch. Invalid JSON makes the whole batch fail, because the end of the item cannot be found. */
    static List<Item> many(byte[] body, int most) {
        return read(body, json -> {
            expect(json, JsonToken.START_OBJECT, "body", "an object");
            var questions = new ArrayList<Item>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                if (!json.currentName().equals("questions")) throw unknown(json.currentName());
                if (!questions.isEmpty()) throw Fault.invalid("questions", "stands there twice");
                json.nextToken();
                expect(json, JsonToken.START_ARRAY, "questions", "a list");
                var depth = json.getParsingContext().getNestingDepth();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    if (questions.size() == most) throw Fault.invalid("questions", "are more than " + most);
                    questions.add(item(json, depth));
                }
            }
            if (questions.isEmpty()) throw Fault.invalid("questions", "are missing");
            return questions;
        });
    }

    /** One line of a stream. Invalid JSON makes only this line fail. */
    static Item line(byte[] bytes, int from, int length) {
        try {
            return new Item.Question(read(JSON.createParser(bytes, from, length), QuestionReader::whole));
        } catch (Fault fault) {
            return new Item.Wrong(fault);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DecisionRequest whole(JsonParser json) throws IOException {
        expect(json, JsonToken.START_OBJECT, "body", "an object");
        return new QuestionReader(json).question();
    }

    private static Item item(JsonParser json, int depth) throws IOException {
        try {
            expect(json, JsonToken.START_OBJECT, "question", "an object");
            return new Item.Question(new QuestionReader(json).question());
        } catch (Fault fault) {
            while (json.getParsingContext().getNestingDepth() > depth) json.nextToken();
            return new Item.Wrong(fault);
        }
    }

    private interface Reading<T> {
        T read(JsonParser json) throws IOException;
    }

    private static <T> T read(byte[] body, Reading<T> reading) {
        try {
            return read(JSON.createParser(body), reading);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T read(JsonParser parser, Reading<T> reading) throws IOException {
        try (var json = parser) {
            if (json.nextToken() == null) throw Fault.invalid("body", "is empty");
            var value = reading.read(json);
            if (json.nextToken() != null) throw Fault.invalid("body", "goes on after its end");
            return value;
        } catch (JsonProcessingException e) {
            throw Fault.invalid("body", "is not JSON: " + Json.plain(e));
        }
    }

    private DecisionRequest question() throws IOException {
        var read = new DecisionRequest.Builder();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            json.nextToken();
            switch (name) {
                case "to" -> read.to = once(name, read.to, text(name));
                case "channel" -> read.channel = once(name, read.channel, text(name));
                case "topic" -> read.topic = once(name, read.topic, text(name));
                case "controller" -> read.controller = once(name, read.controller, text(name));
                case "message" -> read.message = once(name, read.message, message());
                case "mode" -> read.mode = once(name, read.mode, constant(name, MODES));
                case "at" -> read.at = once(name, read.at, time(name));
                case "suggest" -> read.suggest = once(name, read.suggest, flag(name));
                case "key" -> read.key = once(name, read.key, text(name));
                case "place" -> read.place = once(name, read.place, text(name));
                case "dwellS" -> read.dwellS = once(name, read.dwellS, number(name));
                case "value" -> read.value = once(name, read.value, value());
                default -> throw unknown(name);
            }
        }
        return read.build();
    }

    private DecisionRequest.Value value() throws IOException {
        if (json.hasToken(JsonToken.VALUE_NULL)) return null;
        expect(json, JsonToken.START_OBJECT, "value", "an object");
        Instant until = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            json.nextToken();
            if (!name.equals("until")) throw unknown("value." + name);
            until = once("value.until", until, time("value.until"));
        }
        return new DecisionRequest.Value(until);
    }

    private DecisionRequest.Message message() throws IOException {
        if (json.hasToken(JsonToken.VALUE_NULL)) return null;
        expect(json, JsonToken.START_OBJECT, "message", "an object");
        Authorship authorship = null;
        String author = null;
        String campaign = null;
        Boolean critical = null;
        DecisionRequest.Confirms confirms = null;
        Integer words = null;
        String fingerprint = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            json.nextToken();
            switch (name) {
                case "authorship" -> authorship = once(name, authorship, constant("message.authorship", AUTHORSHIPS));
                case "author" -> author = once(name, author, text("message.author"));
                case "campaign" -> campaign = once(name, campaign, text("message.campaign"));
                case "critical" -> critical = once(name, critical, flag("message.critical"));
                case "confirms" -> confirms = once(name, confirms, constant("message.confirms", CONFIRMS));
                case "words" -> words = once(name, words, number("message.words"));
                case "fingerprint" -> fingerprint = once(name, fingerprint, text("message.fingerprint"));
                default -> throw unknown("message." + name);
            }
        }
        return new DecisionRequest.Message(authorship, author, campaign, critical, confirms, words, fingerprint);
    }

    private <T> T once(String name, T before, T value) {
        if (before != null) throw Fault.invalid(name, "stands there twice");
        return value;
    }

    private String text(String name) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_STRING -> json.getText();
            case VALUE_NULL -> null;
            default -> throw Fault.invalid(name, "must be text");
        };
    }

    private Boolean flag(String name) {
        return switch (json.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw Fault.invalid(name, "must be `true` or `false`");
        };
    }

    private Integer number(String name) throws IOException {
        if (json.hasToken(JsonToken.VALUE_NULL)) return null;
        if (json.hasToken(JsonToken.VALUE_NUMBER_INT) && json.getNumberType() == JsonParser.NumberType.INT)
            return json.getIntValue();
        throw Fault.invalid(name, "must be a whole number, and not so large");
    }

    private Instant time(String name) throws IOException {
        var text = text(name);
        if (text == null) return null;
        return Times.parse(text)
                .orElseThrow(() -> Fault.invalid(name, "must be a time such as `2026-11-22T10:00:00Z`"));
    }

    private <T> T constant(String name, Map<String, T> constants) throws IOException {
        if (json.hasToken(JsonToken.VALUE_NULL)) return null;
        var constant = json.hasToken(JsonToken.VALUE_STRING) ? constants.get(json.getText()) : null;
        if (constant != null) return constant;
        throw Fault.invalid(
                name,
                constants.keySet().stream().sorted().collect(Collectors.joining("`, `", "must be one of `", "`")));
    }

    private static void expect(JsonParser json, JsonToken token, String name, String what) {
        if (!json.hasToken(token)) throw Fault.invalid(name, "must be " + what);
    }

    private static Fault unknown(String name) {
        return Fault.invalid(name, "is not a member of this request");
    }

    private static <E extends Enum<E>> Map<String, E> texts(List<E> constants) {
        return constants.stream().collect(Collectors.toUnmodifiableMap(Json::text, Function.identity()));
    }
}
