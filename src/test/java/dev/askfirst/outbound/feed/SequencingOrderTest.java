package dev.askfirst.outbound.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.outbound.feed.SequencingOrder.Waiting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SequencingOrderTest {

    private static final UUID ANA = UUID.randomUUID();
    private static final UUID BEN = UUID.randomUUID();

    @Test
    void theOrderStaysWhereVersionsDoNotSayOtherwise() {
        var all = List.of(waiting(Map.of(ANA, 1L)), waiting(Map.of()), waiting(Map.of(BEN, 9L, ANA, 2L)));
        assertEquals(all, SequencingOrder.of(all));
    }

    @Test
    void anEarlierVersionGoesFirst() {
        var second = waiting(Map.of(ANA, 2L));
        var other = waiting(Map.of(BEN, 1L));
        var first = waiting(Map.of(ANA, 1L));
        assertEquals(List.of(other, first, second), SequencingOrder.of(List.of(second, other, first)));
    }

    @Test
    void contradictionsHoldUpNothing() {
        var one = waiting(Map.of(ANA, 1L, BEN, 2L));
        var two = waiting(Map.of(ANA, 2L, BEN, 1L));
        assertEquals(List.of(one, two), SequencingOrder.of(List.of(one, two)));
    }

    /** Whatever order transactions are found in, nobody's versions go backwards and nothing is lost or doubled. */
    @Test
    void versionsAscendForEverybodyHoweverTheyAreFound() {
        var random = new Random(42);
        for (var round = 0; round < 200; round++) {
            var waiting = history(random);
            Collections.shuffle(waiting, random);
            var sorted = SequencingOrder.of(waiting);
            assertEquals(new HashSet<>(waiting), new HashSet<>(sorted));
            assertEquals(waiting.size(), sorted.size());
            var last = new HashMap<UUID, Long>();
            for (var each : sorted) {
                each.versions().forEach((person, version) -> {
                    var before = last.put(person, version);
                    assertTrue(before == null || before < version, () -> person + ": " + before + ", " + version);
                });
            }
        }
    }

    private static List<Waiting> history(Random random) {
        var people = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
        var versions = new HashMap<UUID, Long>();
        var waiting = new ArrayList<Waiting>();
        for (var i = 0; i < 30; i++) {
            var spoken = new HashMap<UUID, Long>();
            for (var person : people) {
                if (random.nextInt(3) == 0) spoken.put(person, versions.merge(person, 1L, Long::sum));
            }
            waiting.add(waiting(spoken));
        }
        return waiting;
    }

    private static Waiting waiting(Map<UUID, Long> versions) {
        return new Waiting(UUID.randomUUID(), 1, versions);
    }
}
