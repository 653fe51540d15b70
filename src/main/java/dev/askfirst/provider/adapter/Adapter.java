package dev.askfirst.provider.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** How one provider signs its requests, and what they say. */
public interface Adapter {

    /**
     * Whether the request comes from the provider, and lately: everything else is refused.
     *
     * @param secret what it is checked with, as the provider gives it out
     */
    boolean isGenuine(Received received, Secret secret);

    /** The events of a genuine request; a fault if it cannot be read. */
    List<ProviderEvent> events(Received received);

    /** What is good for one request only, where the signature says nothing of the content. */
    default Optional<String> once(Received received) {
        return Optional.empty();
    }

    /** A request that asks whether we want its events, which is answered by opening this address; no events then. */
    default Optional<String> confirmation(Received received) {
        return Optional.empty();
    }

    /** Where the key that signed it is to be had; the key is the secret then. */
    default Optional<String> certificate(Received received) {
        return Optional.empty();
    }

    /** Whether it comes from the account, or topic, that the connection names. */
    default boolean isFrom(Received received, Optional<String> account) {
        return true;
    }

    /** A body that is one JSON value. */
    static JsonNode json(Received received) {
        return Bodies.json(received.body());
    }
}
