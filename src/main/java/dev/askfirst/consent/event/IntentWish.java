package dev.askfirst.consent.event;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What somebody says that they look for.
 *
 * @param topic what it is about
 * @param controllers to whom it is open, each once; none means all who serve the topic
 * @param channels by which they may write; none is every channel
 * @param until the first instant at which it is over
 * @param max how many messages at most, of all of them together
 */
public record IntentWish(String topic, List<String> controllers, Set<String> channels, Instant until, int max) {

    public IntentWish {
        controllers = List.copyOf(controllers);
        channels = Set.copyOf(channels);
    }
}
