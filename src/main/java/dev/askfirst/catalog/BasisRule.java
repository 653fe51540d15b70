package dev.askfirst.catalog;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;

/** How long a yes of this basis and kind lasts, by a law or a rule of the operator, which {@code source} names. */
public record BasisRule(
        String id, String basis, String kind, Period lasts, String source, Optional<String> jurisdiction) {

    public BasisRule {
        jurisdiction = CatalogDocument.orAbsent(jurisdiction);
    }

    /** The first instant at which it no longer holds: by the calendar, in UTC, at the same time of day. */
    public Instant endsAt(Instant since) {
        return since.atOffset(ZoneOffset.UTC).plus(lasts).toInstant();
    }
}
