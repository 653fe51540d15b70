package dev.askfirst.decision.whatif;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.decision.record.MessageContext;
import dev.askfirst.decision.record.Mode;
import dev.askfirst.policy.CountedPermit;
import dev.askfirst.policy.term.IntentUse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The permits that were given to each person, or nobody's address, for as long as caps look back: for caps that nobody counted
 * at the time. What was reported as not sent does not count from then on.
 */
final class Ledger {

    /** More than these are not remembered, and then none of them. */
    private static final int MOST = 1_000_000;

    private record Given(UUID id, Instant at, String controller, MessageContext context, Optional<UUID> intent) {}

    private final Duration lookBack;
    private final Map<UUID, Instant> notSent;
    private final Map<UUID, Deque<Given>> given = new HashMap<>();
    private int size;
    private boolean full;

    /** @param notSent when it was reported of a permit that it was not sent */
    Ledger(Duration lookBack, Map<UUID, Instant> notSent) {
        this.lookBack = lookBack;
        this.notSent = notSent;
    }

    /** A decision, after all that were made before it. */
    void add(UUID holder, DecisionRecord decision) {
        if (full
                || decision.context().mode() != Mode.RESERVE
                || decision.verdict().outcome() != DecisionRecord.Outcome.PERMIT
                || decision.context().message().confirmsStop()) return;
        var own = given.computeIfAbsent(holder, _ -> new ArrayDeque<>(2));
        while (!own.isEmpty() && own.peekFirst().at().plus(lookBack).isBefore(decision.decidedAt())) {
            own.removeFirst();
            size--;
        }
        // A permit under the key of an earlier one takes its place.
        decision.basis().derived().instead().ifPresent(replaced -> {
            if (own.removeIf(it -> it.id().equals(replaced))) size--;
        });
        own.addLast(given(decision));
        if (++size > MOST) {
            full = true;
            given.clear();
        }
    }

    /** What was given to a holder by an instant, as caps of a catalog count it; empty if too much was given to remember it. */
    Optional<List<CountedPermit>> of(UUID holder, Catalog catalog, Instant at) {
        if (full) return Optional.empty();
        var own = given.get(holder);
        if (own == null) return Optional.of(List.of());
        return Optional.of(own.stream()
                .filter(it -> notSent.getOrDefault(it.id(), Instant.MAX).isAfter(at))
                .flatMap(it -> counted(it, catalog).stream())
                .toList());
    }

    private static Given given(DecisionRecord permit) {
        var intent = permit.basis().derived().intent().map(IntentUse::id);
        return new Given(permit.id(), permit.decidedAt(), permit.controller(), permit.context(), intent);
    }

    private static Optional<CountedPermit> counted(Given permit, Catalog catalog) {
        var context = permit.context();
        return catalog.topic(context.topic())
                .map(topic -> new CountedPermit(
                        permit.id(),
                        permit.at(),
                        permit.controller(),
                        context.topic(),
                        catalog.kindInLaw(topic),
                        context.channel(),
                        topic.needsConsent()))
                .map(it -> it.relyingOn(permit.intent()));
    }
}
