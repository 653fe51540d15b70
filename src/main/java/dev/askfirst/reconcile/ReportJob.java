package dev.askfirst.reconcile;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A report that somebody works on, and how far they are: whoever goes on begins there. */
record ReportJob(UUID id, String sender, Instant first, Instant last, UUID claim, Step step, Reached reached) {

    /** What is done one after the other, numbered from 1 in the database. */
    enum Step {
        /** What was asked for the time of the report is copied, so that the other steps see the same. */
        ASKED,
        /** Each row of the file is held against it. */
        SENT,
        /** Permits that no row used are told. */
        UNUSED,
        OVER;

        static Step numbered(int number) {
            return values()[number - 1];
        }

        int number() {
            return ordinal() + 1;
        }

        private Step next() {
            return values()[ordinal() + 1];
        }
    }

    /** The last decision, or the last row, that was looked at in this step. */
    record Reached(Optional<UUID> decision, Optional<Instant> at, long line) {
        static final Reached NOTHING = new Reached(Optional.empty(), Optional.empty(), 0);
    }

    ReportJob reached(Reached further) {
        return new ReportJob(id, sender, first, last, claim, step, further);
    }

    ReportJob next() {
        return new ReportJob(id, sender, first, last, claim, step.next(), Reached.NOTHING);
    }
}
