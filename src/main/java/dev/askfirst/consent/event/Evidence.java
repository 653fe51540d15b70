package dev.askfirst.consent.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.audit.Entry;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.RowType;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The evidence of an act. The method stays for ever; the texts can be erased, so the entry holds only their salted
 * hash.
 *
 * @param texts source, actor, note, reason: whatever was given
 */
public record Evidence(Method method, Map<String, String> texts) {

    public enum Method {
        FORM,
        PAGE,
        CALL,
        PAPER,
        IMPORT,
        API,
        /** The person's browser said it for them: an opt-out preference signal. Nobody else may claim this. */
        SIGNAL,
        /** They brought a signed document of what they had said at another installation. Nobody else may claim this. */
        TERMS;

        /**
         * Whether it is first-hand evidence, as a sender needs, with a source, to record a yes against a standing no.
         */
        boolean isFirstHand() {
            return this == FORM || this == CALL || this == PAPER;
        }
    }

    public static final String SOURCE = "source";

    /** Texts as they are stored, apart from the entry that proves them. */
    public static final RowType ROW = RowType.of("evidence", 1, "event", "salt", "texts");

    public Evidence {
        texts = Map.copyOf(texts);
    }

    public static Evidence of(Method method) {
        return new Evidence(method, Map.of());
    }

    /** The same evidence with one more text. */
    public Evidence with(String name, String text) {
        var more = new TreeMap<>(texts);
        more.put(name, text);
        return new Evidence(method, more);
    }

    /** Whether it proves only that another system claims the act. */
    boolean isCopied() {
        return method == Method.IMPORT;
    }

    boolean overridesANo() {
        return method.isFirstHand() && texts.containsKey(SOURCE);
    }

    /** The texts under a fresh salt; empty if there are none. */
    public Optional<Sealed> sealed() {
        if (texts.isEmpty()) return Optional.empty();
        return Optional.of(seal(node()));
    }

    /** The texts together with something else that must be erasable. */
    public Sealed sealedWith(String name, ObjectNode more) {
        return seal(node().set(name, more));
    }

    private ObjectNode node() {
        var node = Json.MAPPER.createObjectNode();
        new TreeMap<>(texts).forEach(node::put);
        return node;
    }

    private static Sealed seal(ObjectNode node) {
        var text = Entry.canonical(node);
        var salt = Ids.salt();
        return new Sealed(salt, text, HexFormat.of().formatHex(Entry.commitment(salt, text)));
    }

    /** Erasable texts with the salt and the hash under which the entry holds them. */
    public record Sealed(byte[] salt, String texts, String hash) {}
}
