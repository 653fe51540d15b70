package dev.askfirst.decision.lane;

import dev.askfirst.person.usage.Holder;
import dev.askfirst.person.usage.Uses;
import dev.askfirst.policy.CountedPermit;
import dev.askfirst.policy.attention.Bid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The usage within one batch: what the rows held, plus the permits of the batch so far. */
final class UsageLedger {

    private final Map<Holder, Uses> uses = new HashMap<>();
    private final Map<Holder, Uses> changed = new TreeMap<>();
    private final Set<UUID> rows = new HashSet<>();

    /** A ledger that begins with the usage in these rows. */
    static UsageLedger of(UsageLocks locks, Map<UUID, Uses> rows) {
        var ledger = new UsageLedger();
        ledger.rows.addAll(rows.keySet());
        for (var holders : List.of(locks.readOnly(), locks.locked())) {
            for (var holder : holders.keySet()) ledger.uses.put(holder, rows.getOrDefault(holder.id(), Uses.NONE));
        }
        return ledger;
    }

    /** Whether every holder whose permits may count has a row: one that was deleted meanwhile cannot be updated. */
    boolean isWhole(UsageLocks locks) {
        return locks.locked().keySet().stream().allMatch(holder -> rows.contains(holder.id()));
    }

    Uses of(Holder holder) {
        return uses.getOrDefault(holder, Uses.NONE);
    }

    /**
     * Adds a permit that counts.
     *
     * @param instead the earlier permit whose slot it takes, if any
     * @param counting removes permits that no cap counts any more
     */
    void spend(Holder holder, CountedPermit use, Optional<UUID> instead, UnaryOperator<List<CountedPermit>> counting) {
        var before = of(holder);
        var all = new ArrayList<>(before.permits());
        instead.ifPresent(permit -> all.removeIf(it -> it.decision().equals(permit)));
        all.add(use);
        put(holder, before.with(counting.apply(all)).without(use.controller(), use.topic(), use.channel(), use.at()));
    }

    /** Adds a message that waits for attention from this instant on. */
    void bid(Holder holder, Bid bid, Instant at) {
        put(holder, of(holder).waiting(bid, at));
    }

    private void put(Holder holder, Uses now) {
        uses.put(holder, now);
        changed.put(holder, now);
    }

    /** The rows that must be written, in their order. */
    Map<Holder, Uses> changed() {
        return changed;
    }
}
