package dev.askfirst.search;

import dev.askfirst.catalog.limit.Reach;
import dev.askfirst.platform.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;

/**
 * Which entries somebody looks for.
 *
 * @param filters what they must have, by name; a person is not among them
 * @param before the place in the list after which they go on
 * @param reach what whoever looks may see
 */
public record Wanted(
        Instant from,
        Instant to,
        Optional<String> kind,
        SequencedMap<String, String> filters,
        Optional<UUID> person,
        Optional<UUID> before,
        int limit,
        Reach reach) {

    /** Of everything there is; {@link Search} cuts it to what whoever looks may see. */
    public Wanted(
            Instant from,
            Instant to,
            Optional<String> kind,
            SequencedMap<String, String> filters,
            Optional<UUID> person,
            Optional<UUID> before,
            int limit) {
        this(from, to, kind, filters, person, before, limit, Reach.WHOLE);
    }

    /** The same for somebody who may see no more than this. */
    Wanted within(Reach most) {
        return new Wanted(from, to, kind, filters, person, before, limit, most);
    }

    /** Names of all filters, the person's last but for that of the reach. */
    List<String> names() {
        var names = new ArrayList<>(filters.keySet());
        if (person.isPresent()) names.add("person");
        if (!reach.isWhole()) names.add(SearchedTable.REACH);
        return names;
    }

    boolean isFiltered() {
        return !filters.isEmpty() || person.isPresent();
    }

    /** The least id an entry of the time can have. */
    UUID first() {
        return least(from);
    }

    /** All that is looked at is below this id. */
    UUID end() {
        var end = least(to);
        return before.filter(it -> Ids.compare(it, end) < 0).orElse(end);
    }

    static UUID least(Instant at) {
        if (at.isBefore(Instant.EPOCH)) return new UUID(0, 0);
        var fraction = (at.getNano() % 1_000_000L) * 4096 / 1_000_000;
        return new UUID(at.toEpochMilli() << 16 | 0x7000 | fraction, 0);
    }

    /** The filters that hours are counted by. */
    Map<String, String> countedBy() {
        if (person.isPresent()) return Map.of();
        var counted = new LinkedHashMap<>(filters);
        counted.keySet().retainAll(CountedHours.FILTERS);
        return counted;
    }
}
