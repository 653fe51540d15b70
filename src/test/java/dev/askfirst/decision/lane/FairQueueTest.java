package dev.askfirst.decision.lane;

import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.decision.lane.PendingBatch.Part;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A queue in front of a lane is bounded, fair among senders, and loses nobody. In the tables {@code b3} is a batch of 3 from b, {@code B3} as many of a stream. */
class FairQueueTest {

    private static final int PLENTY = 1_000_000;
    private static final int TURN = 3;
    private static final Deadline EVER = Deadline.in(Duration.ofDays(1));

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        # case                                        | most | waiting                    | taken
        one sender's questions keep their order       | 512  | a1 a2 a3                   | a1 a2 a3
        each sender has one turn                      | 512  | a1 a1 a1 b1 c1             | a1 b1 c1 a1 a1
        a long queue delays itself                    | 2    | a1 a1 a1 b1                | a1 b1, a1 a1
        the turn goes on where it stopped             | 2    | a1 a1 a1 b1 b1 b1 c1 c1 c1 | a1 b1, c1 a1, b1 c1, a1 b1, c1
        who comes later comes after those who wait    | 1    | a1 a1 b1                   | a1, b1, a1
        a batch stays together                        | 4    | a3 b1 c2                   | a3 b1, c2
        what does not fit is the first of the next    | 4    | a3 b3 c1                   | a3, b3 c1
        a large batch is taken in parts               | 4    | a9                         | a3, a3, a3
        and others have their turns between them      | 4    | a9 b1 c2 b1                | a3 b1, c2 b1, a3, a3
        streams get what room the others leave        | 4    | A3 b1 a2 C1                | b1 a2, A3 C1
        and wait while there is none                  | 2    | A1 b2 c2 A1                | b2, c2, A1 A1
        each stream has one turn                      | 4    | A2 A2 B2 B2                | A2 B2, A2 B2
        nobody waits behind a batch that is too large | 4    | a1 b9 c1                   | a1 b3, c1 b3, b3
        turns are counted in questions                | 4    | a3 a3 b1 b1 b1 b1          | a3 b1, b1 b1, a3 b1
        """)
    void takesInTurn(String name, int most, String waiting, String taken) throws InterruptedException {
        var queue = new FairQueue(PLENTY, TURN);
        batches(waiting).forEach(it -> letIn(queue, it));
        queue.close();
        var takes = Stream.<String>builder();
        for (var some = queue.take(most); !some.isEmpty(); some = queue.take(most)) takes.add(text(some));
        assertEquals(taken, takes.build().collect(joining(", ")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        # case                                  | offered     | let in
        up to its capacity                      | a2 b2       | a2 b2
        no more                                 | a2 b2 c1    | a2 b2
        one sender's share leaves room as large | a2 a1       | a2
        while others have nothing waiting       | a2 b1 c1 d1 | a2 b1 c1
        who has nothing waiting goes over       | a3 b2 c1    | a3 b2
        an empty queue has room for anything    | a9          | a3 a3 a3
        and is full then                        | a9 b1       | a3 a3 a3
        streams wait where nobody is kept out   | A3 b2 c2 d1 A3 | b2 c2 A3 A3
        """)
    void letsInWhatThereIsRoomFor(String name, String offered, String letIn) throws InterruptedException {
        var queue = new FairQueue(4, TURN);
        batches(offered).forEach(it -> letIn(queue, it));
        assertEquals(letIn, text(queue.take(PLENTY)));
        assertEquals(0, queue.questions());
        assertTrue(letIn(queue, batch("a4")), "there is room again");
    }

    @Test
    void closingLetsNobodyInAndNobodyDown() throws InterruptedException {
        var queue = new FairQueue(PLENTY, TURN);
        letIn(queue, batch("a1"));
        queue.close();
        assertFalse(letIn(queue, batch("b1")));
        assertEquals("a1", text(queue.take(PLENTY)));
        assertEquals(List.of(), queue.take(PLENTY));
    }

    @Test
    void whoTakesFromAnEmptyQueueWaitsForAnOfferOrTheEnd() throws Exception {
        var queue = new FairQueue(PLENTY, TURN);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> queue.take(PLENTY));
            letIn(queue, batch("a1"));
            assertEquals("a1", text(first.get(10, SECONDS)));
            var second = threads.submit(() -> queue.take(PLENTY));
            queue.close();
            assertEquals(List.of(), second.get(10, SECONDS));
        }
    }

    /** Of senders that still wait, none has had two turns more than another. */
    @Test
    void noSenderIsEverTwoTurnsBehind() throws InterruptedException {
        var random = new Random(7);
        for (var round = 0; round < 500; round++) {
            var queue = new FairQueue(PLENTY, TURN);
            var left = new HashMap<String, Integer>();
            for (var i = 0; i < 60; i++) {
                var sender = String.valueOf((char) ('a' + Math.min(random.nextInt(8), random.nextInt(8))));
                letIn(queue, batch(sender + 1));
                left.merge(sender, 1, Integer::sum);
            }
            var turns = new HashMap<String, Integer>();
            while (queue.questions() > 0) {
                for (var batch : queue.take(1 + random.nextInt(7))) {
                    turns.merge(batch.batch().sender(), 1, Integer::sum);
                    left.merge(batch.batch().sender(), -1, Integer::sum);
                }
                left.values().removeIf(it -> it == 0);
                var ofThoseLeft = left.keySet().stream()
                        .map(it -> turns.getOrDefault(it, 0))
                        .toList();
                if (ofThoseLeft.isEmpty()) continue;
                assertTrue(Collections.max(turns.values()) - Collections.min(ofThoseLeft) <= 1, turns::toString);
            }
        }
    }

    @Test
    void nothingIsLostOrTakenTwiceBetweenThreads() throws Exception {
        var queue = new FairQueue(64, TURN);
        var senders = Stream.of("a", "b", "c", "d").toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var taken = threads.submit(() -> drain(queue));
            var offered = threads.invokeAll(
                    senders.stream().map(it -> offering(queue, it)).toList());
            var letIn = 0;
            for (var some : offered) letIn += some.get();
            queue.close();
            assertEquals(letIn, taken.get(30, SECONDS));
        }
        assertEquals(0, queue.questions());
    }

    private static Callable<Integer> offering(FairQueue queue, String sender) {
        return () -> {
            var letIn = 0;
            for (var i = 0; i < 20_000; i++) if (letIn(queue, batch(sender + (1 + i % 3)))) letIn += 1 + i % 3;
            return letIn;
        };
    }

    private static int drain(FairQueue queue) throws InterruptedException {
        var taken = 0;
        for (var some = queue.take(16); !some.isEmpty(); some = queue.take(16)) {
            taken += some.stream().mapToInt(Part::size).sum();
        }
        return taken;
    }

    private static Stream<PendingBatch> batches(String text) {
        return Stream.of(text.split(" ")).map(FairQueueTest::batch);
    }

    private static PendingBatch batch(String text) {
        var sender = text.substring(0, 1);
        var pending = new PendingQuestion(sender, null, EVER, List.of());
        var lines = Collections.nCopies(Integer.parseInt(text.substring(1)), pending);
        return new PendingBatch(new Share(sender), lines, EVER, Character.isUpperCase(sender.charAt(0)));
    }

    private static boolean letIn(FairQueue queue, PendingBatch batch) {
        return queue.offer(batch, _ -> true).isEmpty();
    }

    private static String text(List<Part> parts) {
        return parts.stream().map(it -> it.batch().sender() + it.size()).collect(joining(" "));
    }
}
