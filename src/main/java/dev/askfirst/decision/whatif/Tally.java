package dev.askfirst.decision.whatif;

import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.decision.whatif.WhatIfResult.Change;
import dev.askfirst.decision.whatif.WhatIfResult.Counted;
import dev.askfirst.decision.whatif.WhatIfResult.Example;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts what comes out, and keeps some examples of each change, of different senders and topics first. */
final class Tally {

    private static final int EXAMPLES = 6;
    private static final int ALIKE = 2;
    private static final int ROWS = 50;

    private record Key(String of, String was, String becomes) {}

    private final long base;
    private final Map<Key, Long> changes = new HashMap<>();
    private final Map<Key, Long> senders = new HashMap<>();
    private final Map<Key, Long> topics = new HashMap<>();
    private final Map<Key, Long> reasons = new HashMap<>();
    private final Map<Key, Map<List<String>, List<Example>>> examples = new HashMap<>();
    private final Map<String, Long> unknown = new HashMap<>();
    private long decisions;
    private long same;
    private long details;
    private long already;

    Tally(long base) {
        this.base = base;
    }

    long decisions() {
        return decisions;
    }

    /** Decisions that cannot be decided again. */
    void unknown(String why, long count) {
        decisions += count;
        if (count > 0) unknown.merge(why, count, Long::sum);
    }

    /** One decision: what it would be without the draft, and with it. */
    void add(DecisionRecord recorded, Again before, Again after) {
        decisions++;
        if (!before.isAsRecorded(recorded)) already++;
        if (before.equals(after)) same++;
        else if (before.outcome().equals(after.outcome())) details++;
        else changed(recorded, before, after);
    }

    private void changed(DecisionRecord recorded, Again before, Again after) {
        var context = recorded.context();
        count(changes, "", before, after);
        count(senders, recorded.sender(), before, after);
        count(topics, context.topic(), before, after);
        var apart = new ArrayList<>(after.reasons());
        apart.removeAll(before.reasons());
        if (apart.isEmpty()) {
            apart.addAll(before.reasons());
            apart.removeAll(after.reasons());
        }
        for (var reason : apart) count(reasons, reason, before, after);
        keep(recorded, before, after);
    }

    private static void count(Map<Key, Long> counts, String of, Again before, Again after) {
        counts.merge(new Key(of, before.outcome(), after.outcome()), 1L, Long::sum);
    }

    private void keep(DecisionRecord recorded, Again before, Again after) {
        var context = recorded.context();
        var alike = examples.computeIfAbsent(new Key("", before.outcome(), after.outcome()), _ -> new HashMap<>())
                .computeIfAbsent(List.of(recorded.sender(), context.topic()), _ -> new ArrayList<>());
        if (alike.size() == ALIKE) return;
        alike.add(new Example(
                recorded.id(),
                recorded.decidedAt(),
                recorded.sender(),
                context.topic(),
                context.channel(),
                before.outcome(),
                after.outcome(),
                before.reasons(),
                after.reasons()));
    }

    WhatIfResult result() {
        return new WhatIfResult(
                base,
                decisions,
                same,
                details,
                rows(changes),
                rows(senders),
                rows(topics),
                rows(reasons),
                examples(),
                already,
                unknown.entrySet().stream()
                        .map(it -> new Counted(it.getKey(), it.getValue()))
                        .sorted(Comparator.comparing(Counted::why))
                        .toList());
    }

    /** The most first. */
    private static List<Change> rows(Map<Key, Long> counts) {
        return counts.entrySet().stream()
                .map(it -> new Change(
                        it.getKey().of(), it.getKey().was(), it.getKey().becomes(), it.getValue()))
                .sorted(Comparator.comparing(Change::count)
                        .reversed()
                        .thenComparing(Change::of)
                        .thenComparing(Change::was)
                        .thenComparing(Change::becomes))
                .limit(ROWS)
                .toList();
    }

    /** Of each change some, the first of every sender and topic before the second of any. */
    private List<Example> examples() {
        var all = new ArrayList<Example>();
        for (var change : rows(changes)) {
            var kept = examples.getOrDefault(new Key("", change.was(), change.becomes()), Map.of())
                    .values();
            var first = kept.stream().map(List::getFirst);
            var second = kept.stream().flatMap(it -> it.stream().skip(1));
            var some = new ArrayList<Example>();
            some.addAll(sorted(first.toList()));
            some.addAll(sorted(second.toList()));
            all.addAll(some.subList(0, Math.min(EXAMPLES, some.size())));
        }
        return all;
    }

    private static List<Example> sorted(Collection<Example> examples) {
        return examples.stream().sorted(Comparator.comparing(Example::decided)).toList();
    }
}
