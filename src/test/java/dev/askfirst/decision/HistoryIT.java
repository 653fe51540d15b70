package dev.askfirst.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.askfirst.check.Check;
import dev.askfirst.person.key.PairwiseIds;
import dev.askfirst.platform.OtherInstance;
import dev.askfirst.platform.RunningService;
import dev.askfirst.platform.TestCluster;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * Many clients at two instances speak, ask, report, erase and merge the same few people at once, under keys that they share.
 * Whatever the order in which all that took effect, no answer may be one that a service that keeps its promises cannot give.
 */
class HistoryIT {

    private static final int CLIENTS = 24;
    private static final int CAP = 3;
    private static final Duration LONG = Duration.ofSeconds(Long.getLong("askfirst.history.seconds", 20));

    /** Calls that show something; a machine that is busy with other things takes longer for them. */
    private static final int MANY = 1500;

    private static final Duration LONGEST = LONG.plusMinutes(4);

    @Test
    void whatTheyWereAnsweredCanBe() throws Exception {
        try (var first = RunningService.fresh("history");
                var second = OtherInstance.of(first);
                var database = first.database()) {
            play(first, first.port(), second.port(), database);
        }
    }

    /** With lanes for all shards, at two instances before one cluster, if one is given: see {@code CitusIT}. */
    @Test
    void soItIsOnACluster() throws Exception {
        assumeTrue(TestCluster.given().isPresent(), "no cluster is given");
        var cluster = TestCluster.given().get();
        try (var keys = RunningService.fresh("history-keys")) {
            var options = new ArrayList<>(List.of("-Daskfirst.demo=true"));
            cluster.prepare(keys.data().resolve("keys"))
                    .forEach((name, value) -> options.add("-D" + name + "=" + value));
            try (var first = OtherInstance.of(keys, options.toArray(String[]::new));
                    var second = OtherInstance.of(keys, options.toArray(String[]::new));
                    var database = cluster.asService(keys.data().resolve("keys"))) {
                play(keys, first.port(), second.port(), database);
            }
        }
    }

    private static void play(RunningService tokens, int first, int second, Connection database) throws Exception {
        cap(tokens, first);
        var world = HistoryClient.World.of(tokens, first, second);
        var start = System.nanoTime();
        BooleanSupplier over = () -> isOver(world.history(), Duration.ofNanos(System.nanoTime() - start));
        try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
            var running = new ArrayList<Future<?>>();
            for (var i = 0; i < CLIENTS; i++) running.add(threads.submit(new HistoryClient(world, i, over)));
            for (var client : running) client.get();
        }
        System.out.println("history: " + counts(world.history()));
        assertMuchHappened(world.history());
        var checker = new HistoryChecker(world.history(), CAP);
        assertEquals(List.of(), checker.wrong());
        assertEquals(List.of(), checker.missing(recorded(database)));
        var pairwise = PairwiseIds.of(tokens.data().resolve("keys"));
        assertEquals(Optional.empty(), new Check(Optional.of(pairwise)).first(database));
    }

    /** Of messages about bags everybody is sent three a week. */
    private static void cap(RunningService tokens, int port) throws Exception {
        var capped = RunningService.send(
                port, "PUT", "/v1/catalog/controllers/acme", tokens.token("admin"), """
                {"name": "Acme Shoes", "contact": "mailto:people@acme.example", "language": "en",
                 "caps": [{"topic": "offers.bags", "max": %d, "per": "P7D"}]}""".formatted(CAP));
        assertEquals(200, capped.statusCode(), capped::body);
    }

    private static boolean isOver(History history, Duration lasted) {
        return lasted.compareTo(LONGEST) > 0 || lasted.compareTo(LONG) > 0 && history.size() >= MANY;
    }

    /** Nothing is shown by a run in which nothing happened. */
    private static void assertMuchHappened(History history) {
        var counts = counts(history);
        for (var least : Map.of("permit", 50, "deny", 50, "defer", 10, "Yes", 50, "No", 50, "Erasure", 3, "Merge", 1)
                .entrySet()) {
            assertTrue(counts.getOrDefault(least.getKey(), 0) >= least.getValue(), () -> least + " of " + counts);
        }
    }

    private static Map<String, Integer> counts(History history) {
        var counts = new TreeMap<String, Integer>();
        for (var call : history.calls()) {
            var name = switch (call.what()) {
                case History.Question question ->
                    question.given().map(History.Given::outcome).orElse("none");
                case History.What what -> what.getClass().getSimpleName();
            };
            counts.merge(name, 1, Integer::sum);
        }
        return counts;
    }

    private static Map<String, String> recorded(Connection database) throws SQLException {
        try (var select = database.createStatement()) {
            var outcomes = new HashMap<String, String>();
            // Where the sender was told less, it was told a deny.
            var row = select.executeQuery("select id, case when cut then 'deny' else outcome end from decision");
            while (row.next()) outcomes.put(row.getString(1), row.getString(2));
            return outcomes;
        }
    }
}
