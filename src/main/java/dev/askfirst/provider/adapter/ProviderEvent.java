package dev.askfirst.provider.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One event of a provider, in words that all of them share.
 *
 * @param id the provider's own id of it, the same when it is sent again; what has none is told apart by its content
 * @param address as the provider writes it, without a scheme; empty if it names none
 * @param decision of the message that it is about, if the sender gave it to the provider
 * @param at when it happened, as the provider says
 * @param text what the person wrote, or why a message did not arrive
 * @param raw as it came
 */
public record ProviderEvent(
        String id,
        Kind kind,
        Optional<String> address,
        Optional<UUID> decision,
        Optional<Instant> at,
        Optional<String> text,
        JsonNode raw) {

    /** What it means. */
    public enum Kind {
        /** The address takes no messages, and will not. */
        BOUNCE,
        /** It did not take this one. */
        SOFT_BOUNCE,
        /** The person called it spam, or unwanted. */
        COMPLAINT,
        /** The person wants no more, said by the provider's own link or list. */
        UNSUBSCRIBE,
        /** A text of the person, in their words; providers also act on STOP and START themselves. */
        REPLY,
        /** Nothing that permission depends on, such as a delivery or a click. */
        OTHER,
        /** Nothing that we know: a human must look. */
        UNKNOWN
    }

    /** The same under an id of its own, for an event that has the id of another one. */
    public ProviderEvent apart() {
        return new ProviderEvent(id + "/" + Bodies.hash(raw), kind, address, decision, at, text, raw);
    }

    /** What is nothing that the provider sends by its own documentation. */
    public static ProviderEvent unreadable(byte[] body) {
        var text = TextNode.valueOf(new String(body, StandardCharsets.UTF_8));
        return new ProviderEvent(
                Bodies.hash(text),
                Kind.UNKNOWN,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                text);
    }
}
