package dev.askfirst.outbound.feed;

import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.outbound.Follower;
import dev.askfirst.outbound.Happenings;
import dev.askfirst.person.key.PairwiseIds;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Transactions end in any order; the feed shows all of them, once, and each person's in the order of their versions. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class FeedOrderTest {

    private static final int WRITERS = 8;
    private static final int TRANSACTIONS = 40;

    /** A person whose terms are locked while they speak, as the writer of acts does it. */
    private static final class Speaker {
        private final UUID id = UUID.randomUUID();
        private final ReentrantLock lock = new ReentrantLock();
        private long version;
    }

    @Inject
    Happenings happenings;

    @Inject
    PairwiseIds pairwiseIds;

    private final List<Speaker> people = Stream.generate(Speaker::new).limit(10).toList();

    @Test
    void theFeedIsCompleteAndInOrderWhileManyWrite() throws Exception {
        var staff = Follower.fromNow(() -> staff("admin"), 7);
        var mailer = Follower.fromNow(() -> sender("acme-mailer"), 7);
        var events = new ArrayList<JsonNode>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writers = IntStream.range(0, WRITERS)
                    .mapToObj(seed -> threads.submit(write(new Random(seed))))
                    .toList();
            while (!writers.stream().allMatch(Future::isDone)) events.addAll(staff.page());
            for (var writer : writers) writer.get();
        }
        events.addAll(staff.rest());
        assertEquals(expected(people.stream().map(it -> it.id.toString()).toList()), sequences(events));
        assertEquals(
                expected(people.stream()
                        .map(it -> pairwiseIds.of("acme", it.id).toString())
                        .toList()),
                sequences(mailer.rest()));
        assertEquals(
                events.size(),
                new HashSet<>(events.stream().map(it -> it.get("id")).toList()).size());
    }

    /** One to three people speak in one transaction; they are locked in one order, and till it is over. */
    private Callable<Void> write(Random random) {
        return () -> {
            for (var i = 0; i < TRANSACTIONS; i++) {
                var speaking =
                        people.stream().filter(_ -> random.nextInt(5) == 0).toList();
                speaking.forEach(it -> it.lock.lock());
                try {
                    happenings.happen(speaking.stream()
                            .map(it -> happenings.change(Change.Type.CONSENT_GRANTED, it.id, ++it.version, "acme"))
                            .toArray(Change[]::new));
                } finally {
                    speaking.forEach(it -> it.lock.unlock());
                }
            }
            return null;
        };
    }

    private Map<String, List<Long>> expected(List<String> subjects) {
        var expected = new HashMap<String, List<Long>>();
        for (var i = 0; i < subjects.size(); i++) {
            var spoken = people.get(i).version;
            if (spoken > 0)
                expected.put(
                        subjects.get(i),
                        LongStream.rangeClosed(1, spoken).boxed().toList());
        }
        return expected;
    }

    private static Map<String, List<Long>> sequences(List<JsonNode> events) {
        var sequences = new HashMap<String, List<Long>>();
        for (var event : events) {
            sequences
                    .computeIfAbsent(event.get("subject").asText(), _ -> new ArrayList<>())
                    .add(event.get("sequence").asLong());
        }
        return sequences;
    }
}
