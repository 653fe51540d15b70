package dev.askfirst.decision;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.senderToken;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.json.Json;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Any number of questions, one a line, and a line for each, in order, while the caller still writes. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
@Timeout(120)
class StreamTest {

    @Inject
    Database database;

    @TestHTTPResource("/")
    URI home;

    @Test
    void everyLineHasItsAnswerInItsPlaceAndAWrongOneStopsNothing() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        var answers = ask(
                about(ana),
                about("not an address"),
                about(Acts.newcomer()),
                "",
                "no json",
                about("tel:+33639980000"),
                about(ana, "\"controller\": \"globex\""),
                about(ana, "\"colour\": {\"deep\": [1, {}]}"),
                about(ana));
        assertEquals("permit 400 deny 400 422 403 400 permit", outcomes(answers));
        assertEquals(
                List.of("List-Unsubscribe", "List-Unsubscribe-Post"),
                answers.getLast().findValuesAsText("name"));
    }

    @Test
    void manyKeepTheirOrderAndAreOnRecord() {
        var ana = Acts.newcomer();
        var wrong = IntStream.range(0, 3_000).filter(i -> i % 7 == 3).boxed().collect(Collectors.toSet());
        var answers = ask(IntStream.range(0, 3_000)
                .mapToObj(i -> wrong.contains(i) ? about("x") : about(ana))
                .toArray(String[]::new));
        assertEquals(3_000, answers.size());
        for (var i = 0; i < 3_000; i++)
            assertEquals(wrong.contains(i), answers.get(i).has("error"), "line " + i);
        var ids = answers.stream()
                .filter(it -> it.has("id"))
                .map(it -> it.get("id").textValue())
                .toList();
        assertEquals(ids.size(), ids.stream().distinct().count());
        assertEquals(ids.size(), database.count("select count(*) from decision where id = any (?)", (Object)
                ids.stream().map(UUID::fromString).toArray(UUID[]::new)));
    }

    @Test
    void aKeyAsksOnceInOneStreamAndInTheNext() {
        var ana = Acts.newcomer();
        var key = "\"key\": \"" + UUID.randomUUID() + "\"";
        var answers = ask(about(ana, key), about(ana), about(ana, key), about(Acts.newcomer(), key));
        assertEquals("deny deny deny 409", outcomes(answers));
        assertEquals(answers.get(0).get("id"), answers.get(2).get("id"));
        assertNotEquals(answers.get(0).get("id"), answers.get(1).get("id"));
        assertEquals(answers.get(0).get("id"), ask(about(ana, key)).getFirst().get("id"));
    }

    @Test
    void nothingIsAnsweredWithNothing() {
        var reply = given().auth()
                .oauth2(senderToken("acme-mailer"))
                .header("Content-Type", "application/x-ndjson")
                .post("/v1/decisions/stream");
        reply.then().statusCode(200);
        assertEquals("", reply.asString());
    }

    @Test
    void onlyLinesOfJsonAreRead() {
        careless(senderToken("acme-mailer"))
                .body(about(Acts.newcomer()))
                .post("/v1/decisions/stream")
                .then()
                .statusCode(415);
    }

    @Test
    void theAnswerComesWhileTheCallerGoesOnWriting() throws IOException {
        try (var socket = new Socket(home.getHost(), home.getPort())) {
            var out = socket.getOutputStream();
            out.write(head().getBytes(UTF_8));
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            var ids = new ArrayList<String>();
            for (var i = 0; i < 5; i++) {
                out.write(chunk(about(Acts.newcomer()) + "\n"));
                out.flush();
                var line = in.readLine();
                while (!line.startsWith("{")) line = in.readLine();
                ids.add(json(line).get("id").textValue());
            }
            assertEquals(5, ids.stream().distinct().count());
            out.write("0\r\n\r\n".getBytes(UTF_8));
        }
    }

    @Test
    void whoDoesNotReadIsNotReadFrom() throws IOException {
        // A permit: what is answered is longer than what is asked.
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        var chunk = chunk(about(ana).strip() + "\n");
        try (var channel = SocketChannel.open()) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
            channel.connect(new InetSocketAddress(home.getHost(), home.getPort()));
            channel.write(ByteBuffer.wrap(head().getBytes(UTF_8)));
            channel.configureBlocking(false);
            var sent = 0L;
            var lastWritten = System.nanoTime();
            var rest = ByteBuffer.wrap(chunk);
            while (System.nanoTime() - lastWritten < Duration.ofSeconds(2).toNanos()) {
                if (!rest.hasRemaining()) rest = ByteBuffer.wrap(chunk);
                var written = channel.write(rest);
                sent += written;
                if (written > 0) lastWritten = System.nanoTime();
                // What fits the buffers on the way, there and back.
                assertTrue(sent < 50_000_000L, "read on and on");
            }
        }
    }

    private String head() {
        return """
                POST /v1/decisions/stream HTTP/1.1
                Host: localhost
                Authorization: Bearer %s
                Content-Type: application/x-ndjson
                Transfer-Encoding: chunked

                """.formatted(senderToken("acme-mailer")).replace("\n", "\r\n");
    }

    private static byte[] chunk(String text) {
        return "%x\r\n%s\r\n".formatted(text.getBytes(UTF_8).length, text).getBytes(UTF_8);
    }

    private static List<JsonNode> ask(String... questions) {
        var reply = sender("acme-mailer")
                .contentType("application/x-ndjson")
                .body(Stream.of(questions)
                        .map(it -> it.strip().replace("\n", " ") + "\n")
                        .collect(Collectors.joining()))
                .post("/v1/decisions/stream");
        reply.then().statusCode(200);
        return reply.asString().lines().map(StreamTest::json).toList();
    }

    private static JsonNode json(String line) {
        try {
            return Json.MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }

    private static String outcomes(List<JsonNode> answers) {
        return answers.stream()
                .map(it -> it.has("error")
                        ? it.at("/error/status").asText()
                        : it.get("outcome").asText())
                .collect(Collectors.joining(" "));
    }
}
