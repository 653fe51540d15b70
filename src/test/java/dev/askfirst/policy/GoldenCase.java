package dev.askfirst.policy;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A golden case: words, a question, the wanted answer and the wanted record together. Read by three runners. */
public record GoldenCase(String name, List<Said> given, Asked when, Wanted then, Wanted recorded) {

    /** Every case is asked at this instant unless it says otherwise. */
    public static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    /** One word, in the order in which we learn of it. */
    public record Said(
            String act,
            String topic,
            String controller,
            String channel,
            String contact,
            boolean contactOnly,
            boolean services,
            Instant at,
            Optional<Instant> expires,
            Optional<Instant> confirmed) {}

    public record Asked(String sender, String controller, String topic, String channel, String contact, Instant at) {}

    /** An outcome and its reason codes, as one line. */
    public record Wanted(String outcome, List<String> reasons) {
        static Wanted of(String line) {
            var words = List.of(line.split(" "));
            return new Wanted(words.getFirst(), words.subList(1, words.size()));
        }

        @Override
        public String toString() {
            return (outcome + " " + String.join(" ", reasons)).strip();
        }
    }

    public static Stream<GoldenCase> all() {
        try (var files = Files.list(Path.of("src/test/resources/cases"))) {
            return files.sorted().flatMap(GoldenCase::read).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private static Stream<GoldenCase> read(Path file) {
        try {
            var yaml = new YAMLMapper().readTree(file.toFile());
            var mapper = JsonMapper.builder().addModule(new JavaTimeModule()).build();
            return Stream.of(mapper.treeToValue(yaml, Raw[].class)).map(Raw::golden);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private static final class Raw {
        public List<RawSaid> given;
        public RawAsked when;
        public String then;
        public String recorded;
        private String name;

        @JsonAnySetter
        void other(String key, String value) {
            if (!key.equals("case")) throw new IllegalArgumentException("unknown member " + key);
            name = value;
        }

        GoldenCase golden() {
            return new GoldenCase(
                    name,
                    given.stream().map(RawSaid::said).toList(),
                    when.asked(),
                    Wanted.of(then),
                    Wanted.of(recorded == null ? then : recorded));
        }
    }

    private static final class RawSaid {
        public String channel;
        public String controller;
        public String contact = "a";
        public boolean contactOnly;
        public boolean services;
        public Instant at;
        public Instant expires;
        public Instant confirmed;
        private Map.Entry<String, String> act;

        @JsonAnySetter
        void act(String key, String topic) {
            if (!List.of("grant", "refusal", "withdrawal", "suppression").contains(key)) {
                throw new IllegalArgumentException("unknown act " + key);
            }
            act = Map.entry(key, topic.equals("all") ? Scope.ALL : topic);
        }

        Said said() {
            var yes = act.getKey().equals("grant");
            return new Said(
                    act.getKey(),
                    act.getValue(),
                    controller == null ? (yes ? "acme" : Scope.ALL) : controller,
                    channel == null ? (yes ? "email" : Scope.ALL) : channel,
                    contact,
                    contactOnly,
                    services,
                    at,
                    Optional.ofNullable(expires),
                    Optional.ofNullable(confirmed));
        }
    }

    private static final class RawAsked {
        public String sender = "acme-mailer";
        public String controller = "acme";
        public String topic;
        public String channel = "email";
        public String contact = "a";
        public Instant at = NOW;

        Asked asked() {
            return new Asked(sender, controller, topic, channel, contact, at);
        }
    }
}
