package dev.askfirst.decision.record;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.authorship.Fingerprint;
import dev.askfirst.authorship.Written;
import dev.askfirst.platform.json.Json;
import dev.askfirst.policy.term.Approach;
import dev.askfirst.policy.term.Authorship;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Reads a decision back from its entry, which holds everything about it but the erasable texts. */
final class DecisionEntry {

    private final JsonNode entry;
    private final Optional<JsonNode> texts;
    private final Optional<byte[]> salt;

    private DecisionEntry(JsonNode entry, Optional<String> texts) {
        this.entry = entry;
        this.texts = texts.map(it -> Json.stored(salted(it)));
        this.salt = texts.map(DecisionEntry::salt);
    }

    /**
     * The decision.
     *
     * @param json the entry as it was hashed
     * @param texts salt, author and campaign, as {@link #texts} wrote them
     */
    static DecisionRecord read(String json, Optional<String> texts) {
        return new DecisionEntry(Json.stored(json), texts).decision();
    }

    /** The erasable texts of a decision, to be kept beside its entry: salt and canonical JSON; empty if it has none. */
    static Optional<String> texts(DecisionRecord decision) {
        return decision.texts().map(it -> HexFormat.of().formatHex(it.salt()) + " " + it.text());
    }

    private static byte[] salt(String texts) {
        return HexFormat.of().parseHex(texts.substring(0, texts.indexOf(' ')));
    }

    private static String salted(String texts) {
        return texts.substring(texts.indexOf(' ') + 1);
    }

    private DecisionRecord decision() {
        var message = new MessageContext.Message(
                constant(Authorship.class, "authorship"),
                texts.flatMap(it -> optional(it, "author")),
                texts.flatMap(it -> optional(it, "campaign")),
                flag("critical"),
                entry.has("confirms"),
                written(),
                new Approach(entry.path("dwellS").intValue(), entry.has("away")),
                entry.has("author") ? Optional.of(constant(Writer.class, "author")) : Optional.empty());
        return new DecisionRecord(
                id("id").orElseThrow(),
                time("decided").orElseThrow(),
                text("sender"),
                text("controller"),
                new MessageContext(
                        text("topic"), text("channel"), message, constant(Mode.class, "mode"), time("asked")),
                new DecisionRecord.About(id("point"), id("stranger")),
                new DecisionRecord.Verdict(
                        constant(DecisionRecord.Outcome.class, "outcome"),
                        FactsJson.reasons(facts(), list("reasons")),
                        flag("cut"),
                        id("grant"),
                        time("validUntil"),
                        time("notBefore")),
                new DecisionRecord.Basis(
                        number("terms"), number("catalog"), list("suppressions"), FactsJson.read(facts())),
                salt.map(it -> new DecisionRecord.Texts(it, message.texts())));
    }

    private Optional<Written> written() {
        if (!entry.has("words")) return Optional.empty();
        var fingerprint = optional(entry, "fingerprint")
                .map(it -> Fingerprint.parse(it)
                        .orElseThrow(() -> new IllegalStateException("an entry with another fingerprint")));
        return Optional.of(new Written(present("words").intValue(), fingerprint));
    }

    private Optional<JsonNode> facts() {
        return Optional.ofNullable(entry.get("facts"));
    }

    private String text(String name) {
        return optional(entry, name).orElseThrow(() -> new IllegalStateException("an entry without " + name));
    }

    private Optional<UUID> id(String name) {
        return optional(entry, name).map(UUID::fromString);
    }

    private Optional<Instant> time(String name) {
        return optional(entry, name).map(Instant::parse);
    }

    private boolean flag(String name) {
        return present(name).booleanValue();
    }

    private long number(String name) {
        return present(name).longValue();
    }

    private List<String> list(String name) {
        return present(name).valueStream().map(JsonNode::textValue).toList();
    }

    private <E extends Enum<E>> E constant(Class<E> type, String name) {
        return Enum.valueOf(type, text(name).toUpperCase(Locale.ROOT));
    }

    private JsonNode present(String name) {
        var value = entry.get(name);
        if (value == null) throw new IllegalStateException("an entry without " + name);
        return value;
    }

    private static Optional<String> optional(JsonNode node, String name) {
        return Optional.ofNullable(node.get(name)).map(JsonNode::textValue);
    }
}
