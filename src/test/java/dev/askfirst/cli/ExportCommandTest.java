package dev.askfirst.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What `./askfirst export` brings, goes on with, and says when it cannot. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ExportCommandTest {

    private record Ended(int exit, String said) {}

    @Inject
    Database database;

    @TempDir
    Path home;

    private Path out;
    private String from;

    @BeforeEach
    void somethingIsRecorded() {
        out = home.resolve("exported");
        from = database.value("select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')")
                .orElseThrow();
        Acts.grant(Acts.newcomer(), "offers").then().statusCode(201);
    }

    @Test
    void theFilesAreThereAndNothingElse() throws IOException {
        var ended = export();
        assertEquals(0, ended.exit(), ended::said);
        assertTrue(ended.said().contains("exported to " + out), ended::said);
        var names = names();
        assertTrue(names.containsAll(List.of("manifest.json", "checkpoint")), names::toString);
        assertFalse(names.contains(".export"), names::toString);
    }

    @Test
    void whatBrokeOffGoesOn() throws IOException {
        export();
        var entries = out.resolve("entries-00001.ndjson");
        var whole = Files.readAllBytes(entries);
        assertTrue(whole.length > 10);
        Files.write(entries, Arrays.copyOf(whole, whole.length / 2));
        ordered(latest());
        var ended = export();
        assertEquals(0, ended.exit(), ended::said);
        assertArrayEquals(whole, Files.readAllBytes(entries));
    }

    @Test
    void whatArrivedOtherwiseIsNotKept() throws IOException {
        export();
        var entries = out.resolve("entries-00001.ndjson");
        var whole = Files.readAllBytes(entries);
        whole[3] ^= 1;
        Files.write(entries, whole);
        ordered(latest());
        var ended = export();
        assertEquals(2, ended.exit());
        assertTrue(ended.said().contains("did not arrive as it was sent; run the command again"), ended::said);
        assertEquals(0, export().exit());
    }

    @Test
    void whatWasOrderedAndIsGoneIsOrderedAnewByWhoeverEmptiesTheFolder() throws IOException {
        ordered(UUID.randomUUID());
        var ended = export();
        assertEquals(2, ended.exit());
        assertTrue(ended.said().contains("is gone; empty it to order it anew"), ended::said);
    }

    @Test
    void aFolderWithSomethingElseStaysAsItIs() throws IOException {
        Files.createDirectories(out);
        var mine = Files.writeString(out.resolve("letter"), "dear");
        var ended = export();
        assertEquals(2, ended.exit());
        assertTrue(ended.said().contains("is not empty"), ended::said);
        assertEquals("dear", Files.readString(mine));
    }

    @Test
    void whoMayNotIsToldSoAndNothingIsBegun() throws IOException {
        var ended = run(url(), Api.senderToken("acme-mailer"));
        assertEquals(2, ended.exit());
        assertTrue(ended.said().contains("refused with status 403"), ended::said);
        assertEquals(List.of(), names());
    }

    /** A proxy in between has pages of its own. */
    @Test
    void anAnswerThatIsNotOursIsShown() throws IOException {
        var proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", exchange -> {
            var page = "<html>Bad gateway</html>".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(502, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        proxy.start();
        try {
            var ended = run("http://localhost:" + proxy.getAddress().getPort(), "t");
            assertEquals(2, ended.exit());
            assertTrue(ended.said().contains("refused with status 502: <html>Bad gateway</html>"), ended::said);
        } finally {
            proxy.stop(0);
        }
    }

    private Ended export() {
        return run(url(), Api.token("compliance"));
    }

    private Ended run(String url, String token) {
        var error = System.err;
        var said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            var exit = Askfirst.run("export", "--out", out.toString(), "--from", from, "--url", url, "--token", token);
            return new Ended(exit, said.toString(StandardCharsets.UTF_8));
        } finally {
            System.setErr(error);
        }
    }

    /** What a command leaves that broke off. */
    private void ordered(UUID id) throws IOException {
        Files.createDirectories(out);
        Files.writeString(
                out.resolve(".export"),
                id + "\n" + url() + "/v1/audit/exports {\"from\":\"" + from + "\",\"format\":\"ndjson\"}");
    }

    private UUID latest() {
        return database.value("select id from export_job order by at desc limit 1")
                .map(UUID::fromString)
                .orElseThrow();
    }

    private static String url() {
        return "http://localhost:" + RestAssured.port;
    }

    private List<String> names() throws IOException {
        if (!Files.exists(out)) return List.of();
        try (var files = Files.list(out)) {
            return files.map(it -> it.getFileName().toString()).sorted().toList();
        }
    }
}
