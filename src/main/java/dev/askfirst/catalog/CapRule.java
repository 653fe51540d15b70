package dev.askfirst.catalog;

import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Scope;
import java.util.Optional;

/**
 * How many messages a controller sends to one person at most, unless they want fewer.
 *
 * @param topic without one it counts and binds the topics that need consent
 * @param max 0 is none at all
 * @param per {@code PT1H} to {@code P366D}, {@code day}, {@code week} or {@code month}
 */
public record CapRule(
        Optional<String> channel, Optional<String> topic, Integer max, String per, Optional<ReserveRule> reserve) {

    /** So many of them are kept for a topic. */
    public record ReserveRule(String topic, Integer n) {}

    public CapRule {
        channel = CatalogDocument.orAbsent(channel);
        topic = CatalogDocument.orAbsent(topic);
        reserve = CatalogDocument.orAbsent(reserve);
    }

    Preferences.Cap cap(String controller) {
        return new Preferences.Cap(
                channel.orElse(Scope.ALL),
                controller,
                topic.orElse(Scope.ALL),
                max,
                per,
                reserve.map(it -> new Preferences.Reserve(it.topic(), it.n())));
    }
}
