package dev.askfirst.consent.event;

import java.time.Instant;

/** A view of the record by both of its times: what had been done at one instant, as far as it was known at another. */
public record AsOf(Instant at, Instant knownAt) {

    public boolean holds(RecordedAct act) {
        return !act.made().isAfter(at) && !act.known().isAfter(knownAt);
    }
}
