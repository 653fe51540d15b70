package dev.askfirst.decision.whatif;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What came out.
 *
 * @param base the version of the catalog without the draft, which the draft is held against
 * @param decisions how many were looked at
 * @param same how many would have been the same to the last detail
 * @param details how many would have had the same outcome, with other reasons or times
 * @param changes how many would have had another outcome
 * @param senders the same by sender, the most first
 * @param topics the same by topic
 * @param reasons the same by reasons that come up, or fall away
 * @param examples some of them
 * @param already how many come out otherwise than they are recorded without the draft too, under the catalog in force
 * @param unknown how many could not be decided again, by why
 */
public record WhatIfResult(
        long base,
        long decisions,
        long same,
        long details,
        List<Change> changes,
        List<Change> senders,
        List<Change> topics,
        List<Change> reasons,
        List<Example> examples,
        long already,
        List<Counted> unknown) {

    /**
     * Decisions that change alike.
     *
     * @param of the sender, topic or reason; empty for all
     * @param was {@code permit}, {@code defer}, {@code deny} or {@code refused}
     */
    public record Change(String of, String was, String becomes, long count) {}

    /** Decisions that could not be decided again. */
    public record Counted(String why, long count) {}

    /** One decision on record. */
    public record Example(
            UUID decision,
            Instant decided,
            String sender,
            String topic,
            String channel,
            String was,
            String becomes,
            List<String> before,
            List<String> after) {}

    /** How many would have had another outcome. */
    public long changed() {
        return changes.stream().mapToLong(Change::count).sum();
    }

    /** How many could not be decided again. */
    public long notDecided() {
        return unknown.stream().mapToLong(Counted::count).sum();
    }
}
