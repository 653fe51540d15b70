package dev.askfirst.policy;

import dev.askfirst.policy.attention.Bid;
import dev.askfirst.policy.attention.Waiting;
import dev.askfirst.policy.term.Question;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The messages that wait for somebody's attention in a golden case, on the pure core. */
final class WaitingOfCase {

    private final Map<String, List<Bid>> bids = new HashMap<>();

    Waiting of(String person, Optional<Instant> until) {
        return new Waiting(bids.getOrDefault(person, List.of()), until);
    }

    /** A message that may wait does; one that goes out waits no longer. */
    void decided(String person, Question question, Decision decision, Optional<Instant> until, UUID id, Instant at) {
        var known = bids.computeIfAbsent(person, _ -> new ArrayList<>());
        var own = known.stream()
                .filter(it -> it.isFor(question.controller(), question.topic(), question.channel()))
                .toList();
        var since = own.stream()
                .filter(it -> it.waitsAt(at))
                .map(Bid::at)
                .findFirst()
                .orElse(at);
        var waits = Limits.waits(decision, until);
        if (waits.isPresent() || decision instanceof Decision.Permit) known.removeAll(own);
        if (waits.isPresent() && decision instanceof Decision.Defer(var due, var _))
            known.add(
                    new Bid(id, since, question.controller(), question.topic(), question.channel(), due, waits.get()));
    }
}
