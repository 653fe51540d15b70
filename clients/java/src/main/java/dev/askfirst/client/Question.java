package dev.askfirst.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;

/** May this one message go to this one address? It cannot be changed; each method gives a new one. */
public final class Question {

    private static final Set<String> NOT_TO_SEND = Set.of("mode", "at", "key");

    private final ObjectNode body;
    private final Optional<String> key;

    private Question(ObjectNode body, Optional<String> key) {
        this.body = body;
        this.key = key;
    }

    /**
     * @param to {@code ana@example.org}, {@code +33 6 12 34 56 78}, or any contact as a URI
     * @param channel such as {@code email}, from the catalog
     * @param topic such as {@code offers.shoes}, from the catalog
     */
    public static Question of(String to, String channel, String topic) {
        var body = JsonNodeFactory.instance.objectNode();
        body.put("to", contact(to)).put("channel", channel).put("topic", topic);
        return new Question(body, Optional.empty());
    }

    /** For whom you send; may be left out if you send for one only. */
    public Question controller(String id) {
        return with("controller", id);
    }

    /** {@code personal}, {@code assisted} or {@code automated}, which is the default. */
    public Question authorship(String authorship) {
        return message("authorship", authorship);
    }

    /** The human who wrote it. */
    public Question author(String name) {
        return message("author", name);
    }

    public Question campaign(String name) {
        return message("campaign", name);
    }

    public Question critical(boolean critical) {
        return message("critical", critical);
    }

    /** What {@code POST /v1/fingerprints} says of its text. */
    public Question written(int words, Optional<String> fingerprint) {
        var counted = message("words", words);
        return fingerprint.map(it -> counted.message("fingerprint", it)).orElse(counted);
    }

    /** The message does nothing but confirm a STOP, which one message may within minutes where law says so. */
    public Question confirmsStop() {
        return message("confirms", "stop");
    }

    /** A key of your own for this message, up to 64 characters: whoever asks again under it takes up one place under caps. */
    public Question key(String own) {
        return new Question(body, Optional.of(own));
    }

    /** Any member of the contract that has no method here, but for those that would only enquire. */
    public Question with(String member, Object value) {
        if (NOT_TO_SEND.contains(member)) throw new IllegalArgumentException(member + " is not for asking in order to send");
        return set(member, value);
    }

    private Question message(String member, Object value) {
        var message = body.path("message").isObject()
                ? (ObjectNode) body.get("message").deepCopy()
                : JsonNodeFactory.instance.objectNode();
        return set("message", message.set(member, Replies.JSON.<JsonNode>valueToTree(value)));
    }

    private Question set(String member, Object value) {
        return new Question(body.deepCopy().set(member, Replies.JSON.<JsonNode>valueToTree(value)), key);
    }

    Optional<String> key() {
        return key;
    }

    ObjectNode body() {
        return body.deepCopy();
    }

    /** The address as a URI. */
    static String contact(String to) {
        var text = to.strip();
        if (text.matches("(?s)[a-z][a-z0-9]*:.*")) return text;
        if (text.startsWith("+")) return "tel:" + text.replaceAll("[\\s().-]", "");
        if (text.indexOf('@') > 0) return "mailto:" + text.replace("%", "%25");
        throw new IllegalArgumentException(
                "write an address as ana@example.org, a number as +33612345678, anything else with its scheme: " + text);
    }

    @Override
    public String toString() {
        return body.toString();
    }
}
