package dev.askfirst.outbound.feed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.UUID;

/**
 * Brings transactions into an order in which every person's versions ascend, whatever their ids or clocks say. As far as
 * versions allow it is the order they are given in.
 */
final class SequencingOrder {

    /** A transaction that waits: its page, how many changes it holds, and a version of everybody they are about. */
    record Waiting(UUID page, int n, Map<UUID, Long> versions) {}

    private record Spoken(int index, long version) {}

    private final List<Waiting> waiting;
    private final List<List<Integer>> later = new ArrayList<>();
    private final int[] earlier;

    private SequencingOrder(List<Waiting> waiting) {
        this.waiting = waiting;
        this.earlier = new int[waiting.size()];
        waiting.forEach(_ -> later.add(new ArrayList<>()));
    }

    static List<Waiting> of(List<Waiting> waiting) {
        var order = new SequencingOrder(waiting);
        order.byPerson().values().forEach(order::chain);
        return order.sorted();
    }

    private Map<UUID, List<Spoken>> byPerson() {
        var spoken = new HashMap<UUID, List<Spoken>>();
        for (var index = 0; index < waiting.size(); index++) {
            for (var person : waiting.get(index).versions().entrySet()) {
                spoken.computeIfAbsent(person.getKey(), _ -> new ArrayList<>(1))
                        .add(new Spoken(index, person.getValue()));
            }
        }
        return spoken;
    }

    private void chain(List<Spoken> person) {
        person.sort(Comparator.comparingLong(Spoken::version).thenComparingInt(Spoken::index));
        for (var i = 1; i < person.size(); i++) {
            later.get(person.get(i - 1).index()).add(person.get(i).index());
            earlier[person.get(i).index()]++;
        }
    }

    private List<Waiting> sorted() {
        var sorted = new ArrayList<Waiting>(waiting.size());
        var free = new PriorityQueue<Integer>();
        for (var index = 0; index < earlier.length; index++) if (earlier[index] == 0) free.add(index);
        var left = new boolean[waiting.size()];
        while (!free.isEmpty()) {
            var index = free.poll();
            left[index] = true;
            sorted.add(waiting.get(index));
            for (var next : later.get(index)) if (--earlier[next] == 0) free.add(next);
        }
        // Versions that were read without a lock could contradict each other; nothing may wait for ever because of
        // that.
        for (var index = 0; index < left.length; index++) if (!left[index]) sorted.add(waiting.get(index));
        return sorted;
    }
}
