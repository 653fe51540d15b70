package dev.askfirst.log;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is recorded is in the tree within seconds, and the tree can be read and checked by anybody. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class SealerTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject
    Database database;

    @BeforeEach
    void allIsSealed() {
        Acts.grant(Acts.newcomer(), "offers");
        Await.until(
                "all is sealed",
                SOON,
                () -> unsealed() == 0 && size() == checkpoint().size());
    }

    @Test
    void indicesAreDenseAndTheSignedRootIsThatOfAllLeaves() {
        var checkpoint = checkpoint();
        var reached = false;
        var edge = Edge.empty();
        for (var page : database.rows(
                "select first_leaf, encode(leaves, 'hex') from page where first_leaf is not null order by first_leaf")) {
            assertEquals(edge.size(), Long.parseLong(page.getFirst()));
            edge.append(HexFormat.of().parseHex(page.getLast()));
            if (edge.size() == checkpoint.size()) {
                reached = true;
                assertArrayEquals(edge.root(), checkpoint.root());
            }
        }
        assertTrue(reached);
    }

    @Test
    void theCheckpointIsSignedByAKeyThatIsPublished() {
        var note = Note.parse(text()).orElseThrow();
        assertTrue(PublishedKeys.all().stream().anyMatch(note::isSignedBy));
        assertTrue(
                checkpoint().origin().matches("localhost:\\d+/log"),
                checkpoint().origin());
    }

    @Test
    void everyCheckpointGoesOnFromTheOneBefore() {
        var edge = Edge.empty();
        var pages = database.rows(
                "select encode(leaves, 'hex') from page where first_leaf is not null order by first_leaf");
        var roots = new java.util.HashMap<Long, byte[]>();
        for (var page : pages) {
            edge.append(HexFormat.of().parseHex(page.getFirst()));
            roots.put(edge.size(), edge.root());
        }
        var checkpoints = database.rows("select size, encode(root, 'hex'), note from checkpoint order by size");
        assertFalse(checkpoints.isEmpty());
        for (var row : checkpoints) {
            var root = roots.get(Long.parseLong(row.get(0)));
            if (root == null) continue;
            assertEquals(HexFormat.of().formatHex(root), row.get(1));
            assertArrayEquals(
                    root,
                    Checkpoint.parse(Note.parse(row.get(2)).orElseThrow().text())
                            .orElseThrow()
                            .root());
        }
    }

    @Test
    void tilesAreServedForEverAndOnlyAsFarAsTheyGo() {
        var size = checkpoint().size();
        var index = size / 256;
        var width = (int) (size % 256);
        if (width == 0) return;
        var reply = given().get("/log/tile/" + new Tile(0, index, width).path());
        assertEquals(200, reply.statusCode());
        assertEquals("public, max-age=31536000, immutable", reply.header("Cache-Control"));
        var leaf = Arrays.copyOf(reply.asByteArray(), 32);
        var first = database.value(
                        "select encode(substring(leaves from ((?::bigint - first_leaf) * 32 + 1)::int for 32), 'hex') from page where first_leaf = (select max(first_leaf) from page where first_leaf <= ?)",
                        index * 256,
                        index * 256)
                .orElseThrow();
        assertEquals(first, HexFormat.of().formatHex(leaf));
        assertEquals(width * 32, reply.asByteArray().length);
        assertEquals(
                404,
                given().get("/log/tile/" + new Tile(0, index + 1, 1).path()).statusCode());
        assertEquals(
                404, given().get("/log/tile/" + new Tile(0, index, 256).path()).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/log/tile/9/000", "/log/tile/0/x", "/log/tile/0/../key", "/log/tile/entries/000"})
    void whatIsNoTileIsNotFound(String path) {
        Api.anybody().urlEncodingEnabled(false).get(path).then().statusCode(404);
    }

    @Test
    void theServiceCannotChangeWhatIsSealed() {
        for (var sql : new String[] {
            "update tile set hashes = ''",
            "delete from tile",
            "update checkpoint set root = ''",
            "delete from checkpoint",
            "delete from sealer",
            "delete from log_key",
            "update log_key set vkey = ''"
        }) {
            assertThrows(IllegalStateException.class, () -> database.execute(sql), sql);
        }
    }

    @Test
    void operatorsSeeHowFarSealingIsBehind() {
        var metrics = given().get("/q/metrics").asString();
        for (var name : new String[] {"waiting", "unsealed", "sealing", "sealing_delay_seconds_max"})
            assertTrue(metrics.contains("askfirst_log_" + name), name);
        Await.until(
                "the log is well",
                Duration.ofSeconds(60),
                () -> "UP".equals(given().get("/q/health/well").path("checks.find { it.name == 'log' }.status")));
    }

    private long unsealed() {
        return database.count("select count(*) from page where first_leaf is null");
    }

    private long size() {
        return database.count("select size from sealer");
    }

    private static String text() {
        return Api.anybody().get("/log/checkpoint").asString();
    }

    private static Checkpoint checkpoint() {
        return Note.parse(text())
                .flatMap(it -> Checkpoint.parse(it.text()))
                .orElse(new Checkpoint("none", -1, Merkle.empty()));
    }
}
