package dev.askfirst.decision.lane;

import dev.askfirst.decision.likeness.KnownTexts;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.person.key.LiveKeys;
import dev.askfirst.policy.Suppression;
import dev.askfirst.policy.term.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The result of one SELECT for a batch: everything that its decisions depend on, at one instant and one catalog
 * version.
 */
final class Gathered {

    /** A known contact point, with its person and their terms, which lie in the shard {@code home}. */
    record Known(UUID point, UUID person, short home, long termsVersion, Terms terms) {}

    /** A contact point under its key, and its person, whose terms lie in the shard {@code home}. */
    record Filed(UUID contactKey, UUID point, UUID person, short home) {}

    /** The last decision under an idempotency key, and the fingerprint of the request that it answered. */
    record Earlier(UUID fingerprint, Optional<UUID> decision) {}

    private final Map<UUID, Known> points = new HashMap<>();
    private final Map<UUID, Throwable> unreadable = new HashMap<>();
    private final List<Filed> elsewhere = new ArrayList<>();
    private final Map<UUID, List<Suppression>> suppressions = new HashMap<>();
    private final Map<UUID, Earlier> earlier = new HashMap<>();
    private final KnownTexts texts = new KnownTexts();
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

    /** Notes a contact point whose person has another shard: their terms were not read with it. */
    void elsewhere(Filed known) {
        elsewhere.add(known);
    }

    List<Filed> elsewhere() {
        return elsewhere;
    }

    /** Notes that the data of the person at this contact key cannot be read: only questions about them fail. */
    void unreadable(UUID contactKey, Throwable why) {
        unreadable.put(contactKey, why);
    }

    void suppressed(UUID contactKey, Suppression suppression) {
        suppressions.computeIfAbsent(contactKey, _ -> new ArrayList<>(2)).add(suppression);
    }

    void answered(UUID idempotencyKey, Earlier decision) {
        earlier.put(idempotencyKey, decision);
    }

    /** Texts that those of the questions could be like; the batch adds its own to them. */
    KnownTexts texts() {
        return texts;
    }

    Instant at() {
        return at;
    }

    long catalogVersion() {
        return catalogVersion;
    }

    /** The versions of the contact key that rows could be filed under at that instant. */
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

    /** Everybody who was found. */
    Set<UUID> people() {
        return points.values().stream().map(Known::person).collect(Collectors.toSet());
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

    /** The ids of earlier decisions under the idempotency keys of these questions. */
    List<UUID> earlierDecisions() {
        return earlier.values().stream().flatMap(it -> it.decision().stream()).toList();
    }
}
