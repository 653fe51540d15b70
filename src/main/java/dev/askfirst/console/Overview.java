package dev.askfirst.console;

import dev.askfirst.reconcile.Reconciliations;
import java.util.List;

/**
 * How things are.
 *
 * @param days every day, also those on which nothing was asked
 * @param unasked what senders' own reports of the last months add up to
 */
public record Overview(
        int length,
        String until,
        long total,
        List<Bar> days,
        List<Bar> outcomes,
        List<Bar> reasons,
        List<Bar> senders,
        List<Bar> topics,
        Withdrawals withdrawals,
        Sealing sealing,
        List<Reconciliations.Month> unasked) {

    /** Noes that were recorded, and how long after they were said: from then on they hold everywhere. */
    public record Withdrawals(long count, String median, String slowest, boolean all) {}

    /** How far the log is behind the record. */
    public record Sealing(long size, String last, String waiting, String slowest) {}
}
