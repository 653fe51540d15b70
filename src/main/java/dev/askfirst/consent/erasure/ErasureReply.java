package dev.askfirst.consent.erasure;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What an erasure deletes, and what stays and why. */
public record ErasureReply(UUID person, boolean dryRun, List<Item> erased, List<Item> retained) {

    /** Some rows of one kind. */
    public record Item(String what, Optional<Long> count, Optional<String> why) {}

    /** What stays, counted. */
    record Staying(long acts, long contactKeys, long suppressions, long objections) {

        private List<Item> items() {
            return List.of(
                    new Item(
                            "acts",
                            Optional.of(acts),
                            Optional.of("they prove what was done, name nobody, and hold hashes in place of texts")),
                    new Item(
                            "decisions",
                            Optional.empty(),
                            Optional.of("they prove what was answered, and name nobody")),
                    new Item(
                            "contact_keys",
                            Optional.of(contactKeys),
                            Optional.of("keyed hashes, so that older lists cannot bring back what was erased")),
                    new Item(
                            "suppressions",
                            Optional.of(suppressions),
                            Optional.of("so that nobody writes to these contacts")),
                    new Item(
                            "objections",
                            Optional.of(objections),
                            Optional.of("they become suppressions of the contacts: a no stays a no")));
        }
    }

    static ErasureReply of(UUID person, boolean dryRun, Map<String, Long> gone, Staying staying) {
        var erased = gone.entrySet().stream()
                .map(it -> new Item(it.getKey(), Optional.of(it.getValue()), Optional.empty()))
                .toList();
        return new ErasureReply(person, dryRun, erased, staying.items());
    }
}
