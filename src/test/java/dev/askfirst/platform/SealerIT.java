package dev.askfirst.platform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.log.Checkpoint;
import dev.askfirst.log.Edge;
import dev.askfirst.log.Note;
import dev.askfirst.log.VerifierKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances under load; the one that seals is killed again and again, and the other one goes on where it was. */
class SealerIT {

    private static final int ROUNDS = Integer.getInteger("askfirst.torture.rounds", Thorough.or(5, 2));
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final Duration TAKE_OVER = Duration.ofSeconds(10);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String BATCH = """
            {"questions": [%s]}""".formatted(String.join(
            ",",
            java.util.Collections.nCopies(
                    37, "{\"to\": \"mailto:sealed@test.example\", \"channel\": \"email\", \"topic\": \"offers\"}")));

    private final Random random = new Random(6962);
    private final Map<Long, String> seen = new ConcurrentHashMap<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<CompletableFuture<Void>> clients = new ArrayList<>();
    private RunningService first;
    private OtherInstance second;

    @BeforeEach
    void twoInstancesRun() {
        first = RunningService.fresh("sealer");
        second = OtherInstance.of(first);
        var token = first.senderToken("acme-mailer");
        for (var port : List.of(first.port(), second.port())) {
            clients.add(CompletableFuture.runAsync(() -> load(port, token), SealerIT::thread));
            clients.add(CompletableFuture.runAsync(() -> watch(port), SealerIT::thread));
        }
    }

    @AfterEach
    void theyStop() {
        over.set(true);
        second.close();
        first.close();
    }

    @Test
    void whoeverSealsMayDieAtAnyPoint() throws Exception {
        for (var round = 0; round < ROUNDS; round++) {
            Await.until("somebody seals", LONG, () -> sealer().isPresent());
            var sealer = sealer().orElseThrow();
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(2_000)).toNanos());
            kill(sealer);
            var before = size();
            var other = sealer == second.port() ? first.port() : second.port();
            Await.until("the other one goes on", TAKE_OVER, () -> seals(other) && size() > before);
            restart(sealer);
        }
        over.set(true);
        clients.forEach(CompletableFuture::join);
        Await.until("all is sealed", LONG, () -> count("select count(*) from page where first_leaf is null") == 0);
        theTreeIsWhole();
    }

    /** Dense, nothing twice, and every checkpoint that anybody saw is one of this one tree. */
    private void theTreeIsWhole() throws Exception {
        var edge = Edge.empty();
        var roots = new HashMap<Long, byte[]>();
        var tiles = new HashMap<String, String>();
        for (var page : rows(
                "select first_leaf, encode(leaves, 'hex') from page where first_leaf is not null order by first_leaf")) {
            assertEquals(edge.size(), Long.parseLong(page.getFirst()));
            edge.append(HexFormat.of().parseHex(page.getLast()))
                    .forEach(it -> tiles.put(
                            it.level() + "/" + it.index(), HexFormat.of().formatHex(it.hashes())));
            roots.put(edge.size(), edge.root());
        }
        assertEquals(edge.size(), count("select size from sealer"));
        var stored = new HashMap<String, String>();
        rows("select level || '/' || index, encode(hashes, 'hex') from tile")
                .forEach(it -> stored.put(it.getFirst(), it.getLast()));
        assertEquals(tiles, stored);
        for (var checkpoint : rows("select size, note from checkpoint"))
            seen.merge(Long.parseLong(checkpoint.getFirst()), checkpoint.getLast(), SealerIT::same);
        var key = VerifierKey.parse(rows("select vkey from log_key").getFirst().getFirst())
                .orElseThrow();
        assertTrue(seen.size() > ROUNDS, () -> seen.size() + " checkpoints");
        for (var it : seen.entrySet()) {
            var note = Note.parse(it.getValue()).orElseThrow();
            assertTrue(note.isSignedBy(key));
            assertArrayEquals(
                    roots.get(it.getKey()),
                    Checkpoint.parse(note.text()).orElseThrow().root(),
                    () -> "of " + it.getKey());
        }
    }

    private static String same(String one, String other) {
        assertEquals(one, other);
        return one;
    }

    private void load(int port, String token) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/decisions/batch"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(BATCH))
                .build();
        while (!over.get()) {
            get(request);
            Await.pause();
        }
    }

    private void watch(int port) {
        while (!over.get()) {
            get(request(port, "/log/checkpoint"))
                    .filter(it -> it.contains("\u2014"))
                    .ifPresent(note -> seen.merge(
                            Long.parseLong(note.lines().skip(1).findFirst().orElseThrow()), note, SealerIT::same));
            Await.pause();
        }
    }

    private Optional<Integer> sealer() {
        return List.of(first.port(), second.port()).stream().filter(this::seals).findFirst();
    }

    private boolean seals(int port) {
        return get(request(port, "/q/metrics"))
                .filter(it -> it.contains("askfirst_log_sealing 1.0"))
                .isPresent();
    }

    private long size() {
        return seen.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private void kill(int port) {
        if (port == first.port()) {
            first.kill();
        } else {
            second.kill();
        }
    }

    private void restart(int port) {
        if (port == first.port()) first.start();
        else second.start();
    }

    private static HttpRequest request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(5))
                .build();
    }

    /** Nothing while it is dead. */
    private static Optional<String> get(HttpRequest request) {
        try {
            return Optional.of(
                    HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException _) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private long count(String sql) {
        try {
            return Long.parseLong(rows(sql).getFirst().getFirst());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<List<String>> rows(String sql) throws SQLException {
        try (var connection = first.database();
                var select = connection.createStatement()) {
            var rows = new ArrayList<List<String>>();
            var row = select.executeQuery(sql);
            while (row.next()) {
                var columns = row.getMetaData().getColumnCount();
                rows.add(columns == 1 ? List.of(row.getString(1)) : List.of(row.getString(1), row.getString(2)));
            }
            return rows;
        }
    }

    private static void thread(Runnable task) {
        Thread.ofVirtual().start(task);
    }
}
