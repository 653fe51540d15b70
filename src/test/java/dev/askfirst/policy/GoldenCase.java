package dev.askfirst.policy;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.askfirst.policy.term.Approach;
import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** A golden case: what happened, a question, the wanted answer and the wanted record together. Read by three runners. */
public record GoldenCase(String name, List<Step> given, Asked when, Wanted then, Wanted recorded) {

    public static final int LETTER_WORDS = 40;

    /** Every case is asked at this instant unless it says otherwise. */
    public static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    /** What happens in a step. */
    public enum Act {
        GRANT,
        REFUSAL,
        WITHDRAWAL,
        /** A grant of a double opt-in, asked for at that instant. */
        ASK,
        CONFIRMATION,
        SUPPRESSION,
        LIFT,
        PAUSE,
        RESUME,
        /** These preferences take the place of those before. */
        PREFERENCES,
        /** A question is asked in order to send; with {@code refused} it gets no permit. */
        PERMIT,
        /** A STOP in reply to no message; its topic is what it ends there: {@code all}, by texts and apps, or marketing. */
        STOP,
        MERGE,
        /** The person asks the controller for a human, who must answer until then. */
        HUMAN_REQUEST,
        /** A human of the controller answers the request that is due first. */
        HUMAN_ANSWER,
        /** The letter of the case was told as personal to so many others. */
        TOLD,
        /** So many words were written in the name of the letter's author within the hour, those of the letter included. */
        WROTE,
        /** The person says of so many messages about the topic what they would like: of those that {@code message} names, or of new ones. */
        FEEDBACK,
        /** The person looks for it, open to all or to the controller; with a count and an end. */
        INTENT,
        /** They no longer look for it. */
        INTENT_ENDED,
        /** Acme registers this human as an author, from then on; then nobody else may sign. */
        AUTHOR,
        ERASURE;

        /** Whether it happens when it says, and the service's clock must stand there. */
        public boolean isLive() {
            return this != GRANT && this != REFUSAL && this != WITHDRAWAL && this != SUPPRESSION && this != AUTHOR;
        }

        public boolean isNo() {
            return this == REFUSAL || this == WITHDRAWAL;
        }
    }

    /** One thing that happens, in the order in which we learn of it. */
    public record Step(
            Act act,
            String topic,
            String controller,
            String channel,
            String contact,
            boolean contactOnly,
            boolean services,
            Instant at,
            Optional<Instant> expires,
            Optional<Instant> confirmed,
            Optional<Instant> until,
            Optional<Ground> ground,
            boolean bySender,
            Optional<String> evidence,
            Optional<JsonNode> set,
            Optional<String> reason,
            int max,
            boolean confirms,
            Near near,
            boolean refused,
            Optional<String> value,
            int times,
            Optional<String> message) {}

    /** What else a question tells, or null: a place or {@code home}, a stay in seconds, and until when it is of value. */
    public record Near(String place, Integer dwellS, Instant until) {

        /** The same of a question as it is asked over HTTP. */
        public void in(Map<String, Object> question) {
            if (place != null) question.put("place", place);
            if (dwellS != null) question.put("dwellS", dwellS);
            if (until != null) question.put("value", Map.of("until", until));
        }

        Approach approach() {
            return new Approach(dwellS == null ? 0 : dwellS, place != null && !place.equals("home"));
        }

        /** A mark that permits for approaches at this place have, on the pure core. */
        UUID mark() {
            return UUID.nameUUIDFromBytes(String.valueOf(place).getBytes(StandardCharsets.UTF_8));
        }

        /** Whether a permit was for an approach at this place. */
        boolean isOf(CountedPermit use) {
            return use.place().equals(Optional.of(mark()));
        }
    }

    /** What an implied yes rests on. */
    public record Ground(String kind, Optional<Instant> since) {}

    public record Asked(
            String sender,
            String controller,
            String topic,
            String channel,
            String contact,
            Authorship authorship,
            boolean critical,
            boolean confirms,
            Near near,
            boolean told,
            Instant at) {}

    /** An outcome, its reason codes, and when to ask again, as one line. */
    public record Wanted(String line) {
        public static Wanted of(String outcome, List<String> reasons, Optional<Instant> notBefore) {
            var codes = String.join(" ", reasons);
            var until = notBefore.map(at -> " until " + at).orElse("");
            return new Wanted((outcome + " " + codes).strip() + until);
        }

        @Override
        public String toString() {
            return line;
        }
    }

    /** The contact that a label stands for in this case: nobody else's. */
    public String contact(String label) {
        return GoldenContacts.of(name, label);
    }

    public static Stream<GoldenCase> all() {
        try (var files = Files.list(Path.of("src/test/resources/cases"))) {
            return files.sorted().flatMap(GoldenCase::read).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether messages are rated in it: then Acme lets people do so. */
    public boolean rates() {
        return given.stream().anyMatch(step -> step.act() == Act.FEEDBACK);
    }

    /** Whether the service's clock must stand where each step says. */
    public boolean isLive() {
        return given.stream().anyMatch(step -> step.act().isLive() || step.bySender());
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
        public List<RawStep> given;
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
                    given.stream().map(RawStep::step).toList(),
                    when.asked(),
                    new Wanted(then),
                    new Wanted(recorded == null ? then : recorded));
        }
    }

    private static final class RawStep {
        public String channel;
        public String controller;
        public String contact = "a";
        public boolean contactOnly, services;
        public Instant at = NOW;
        public Instant expires, confirmed;
        public Instant until;
        public String kind;
        public Instant since;
        public String by;
        public String evidence;
        public JsonNode set;
        public String reason;
        public int max;
        public boolean confirms;
        public String place;
        public Integer dwellS;
        public boolean refused;
        public String value;
        public int times = 1;
        public String message;
        private Map.Entry<Act, String> act;

        @JsonAnySetter
        void act(String key, String topic) {
            act = Map.entry(Act.valueOf(key.toUpperCase(Locale.ROOT)), topic.equals("all") ? Scope.ALL : topic);
        }

        Step step() {
            var yes = Set.of(Act.GRANT, Act.ASK, Act.CONFIRMATION, Act.PERMIT, Act.STOP, Act.FEEDBACK)
                    .contains(act.getKey());
            return new Step(
                    act.getKey(),
                    act.getValue(),
                    controller == null ? (yes ? "acme" : Scope.ALL) : controller,
                    channel == null ? (yes ? "email" : Scope.ALL) : channel,
                    contact,
                    contactOnly,
                    services,
                    at,
                    Optional.ofNullable(expires),
                    Optional.ofNullable(confirmed),
                    Optional.ofNullable(until),
                    Optional.ofNullable(kind).map(it -> new Ground(it, Optional.ofNullable(since))),
                    "sender".equals(by),
                    Optional.ofNullable(evidence),
                    Optional.ofNullable(set),
                    Optional.ofNullable(reason),
                    max,
                    confirms,
                    new Near(place, dwellS, until),
                    refused,
                    Optional.ofNullable(value),
                    times,
                    Optional.ofNullable(message));
        }
    }

    private static final class RawAsked {
        public String sender = "acme-mailer";
        public String controller = "acme";
        public String topic;
        public String channel = "email";
        public String contact = "a";
        public String authorship = "automated";
        public boolean critical, confirms, told;
        public String place;
        public Integer dwellS;
        public Instant until;
        public Instant at = NOW;

        Asked asked() {
            var by = Authorship.valueOf(authorship.toUpperCase(Locale.ROOT));
            var near = new Near(place, dwellS, until);
            return new Asked(sender, controller, topic, channel, contact, by, critical, confirms, near, told, at);
        }
    }
}
