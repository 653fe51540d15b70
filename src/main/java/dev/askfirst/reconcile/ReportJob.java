package dev.askfirst.reconcile;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A report that somebody works on, and how far they are: whoever goes on begins there. */
record ReportJob(UUID id, String sender, Instant first, Instant last, UUID claim, int step, Reached reached) {

    /** What is done one after the other. */
    static final int ASKED = 1;

    static final int SENT = 2;
    static final int UNUSED = 3;
    static final int OVER = 4;

    /** The last decision, or the last row, that was looked at in this step. */
    record Reached(Optional<UUID> decision, Optional<Instant> at, long line) {
        static final Reached NOTHING = new Reached(Optional.empty(), Optional.empty(), 0);
    }

    ReportJob reached(Reached further) {
        return new ReportJob(id, sender, first, last, claim, step, further);
    }

    ReportJob next() {
        return new ReportJob(id, sender, first, last, claim, step + 1, Reached.NOTHING);
    }
}
