package dev.askfirst.catalog;

import java.time.Instant;
import java.util.Optional;

/** What becomes of grants under earlier versions of a notice; {@code until} is the first instant they do not hold. */
public record Earlier(Then then, Optional<Instant> until) {

    /** They hold on; they hold until the person had time to answer again; they end. */
    public enum Then {
        KEEP,
        RE_ASK,
        END
    }

    public Earlier {
        until = CatalogDocument.orAbsent(until);
    }

    boolean lacksInstant() {
        return then == Then.END && until.isEmpty();
    }
}
