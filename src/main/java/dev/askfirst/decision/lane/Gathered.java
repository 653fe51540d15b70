package dev.askfirst.decision.lane;

import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.person.key.LiveKeys;
import dev.askfirst.policy.Suppression;
import dev.askfirst.policy.term.Terms;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What one SELECT found for a batch: everything its decisions depend on, at one instant and one catalog version. */
final class Gathered {

    /** A contact point that somebody has, and that person's terms. */
    record Known(UUID point, UUID person, long termsVersion, Terms terms) {}

    /** The decision that was given last for this idempotency key, to a request with this fingerprint. */
    record Earlier(UUID fingerprint, Optional<UUID> decision) {}

    private final Map<UUID, Known> points = new HashMap<>();
    private final Map<UUID, Throwable> unreadable = new HashMap<>();
    private final Map<UUID, List<Suppression>> suppressions = new HashMap<>();
    private final Map<UUID, Earlier> earlier = new HashMap<>();
    private Instant at = Instant.EPOCH;
    private long catalogVersion;
    private LiveKeys liveKeys = new LiveKeys(List.of());

    void read(Instant instant, long version, LiveKeys keys) {
        at = instant;
        catalogVersion = version;
        liveKeys = keys;
    }

    void known(UUID contactKey, Known known) {
        points.put(contactKey, known);
    }

    /** What is recorded about whoever has this contact point cannot be read; only who asks about them is to notice. */
    void unreadable(UUID contactKey, Throwable why) {
        unreadable.put(contactKey, why);
    }

    void suppressed(UUID contactKey, Suppression suppression) {
        suppressions
                .computeIfAbsent(contactKey, _ -> new java.util.ArrayList<>(2))
                .add(suppression);
    }

    void answered(UUID idempotencyKey, Earlier decision) {
        earlier.put(idempotencyKey, decision);
    }

    Instant at() {
        return at;
    }

    long catalogVersion() {
        return catalogVersion;
    }

    /** The contact keys that rows could stand under at that instant. */
    LiveKeys liveKeys() {
        return liveKeys;
    }

    Optional<Known> known(List<ContactKeys.ContactKey> keys) {
        for (var key : keys) {
            var why = unreadable.get(key.key());
            if (why != null) throw new IllegalStateException("terms cannot be read", why);
            var known = points.get(key.key());
            if (known != null) return Optional.of(known);
        }
        return Optional.empty();
    }

    List<Suppression> suppressions(List<ContactKeys.ContactKey> keys) {
        if (suppressions.isEmpty()) return List.of();
        return keys.stream()
                .flatMap(key -> suppressions.getOrDefault(key.key(), List.of()).stream())
                .toList();
    }

    Optional<Earlier> earlier(UUID idempotencyKey) {
        return Optional.ofNullable(earlier.get(idempotencyKey));
    }

    /** What was decided under the keys of these questions before. */
    List<UUID> earlierDecisions() {
        return earlier.values().stream().flatMap(it -> it.decision().stream()).toList();
    }
}
