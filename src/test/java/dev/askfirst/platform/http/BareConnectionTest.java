package dev.askfirst.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What no HTTP client would send, byte by byte. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class BareConnectionTest {

    @ParameterizedTest(name = "HTTP/{0} with {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            1.1 |                  | 400
            1.1 | Host:            | 400
            1.1 | Host: a b        | 400
            1.1 | Host: a/b        | 400
            1.1 | Host: a;Host: b  | 400
            1.1 | Host: a          | 200
            1.1 | Host: a:8080     | 200
            1.1 | Host: [::1]:8080 | 200
            1.0 |                  | 200
            """)
    void aRequestSaysOnceWhichHostItIsFor(String version, String hosts, int status) throws IOException {
        var lines = hosts == null ? "" : hosts.replace(";", "\r\n") + "\r\n";
        var reply = send("GET /problems/internal HTTP/" + version + "\r\n" + lines + "Connection: close\r\n\r\n");
        assertEquals(status, Integer.parseInt(reply.split(" ")[1]), reply);
        if (status == 400) {
            assertTrue(reply.contains("application/problem+json"), reply);
            assertTrue(reply.contains("\"field\":\"Host\""), reply);
        }
    }

    static Stream<Throwable> goneAway() {
        return Stream.of(
                new ClosedChannelException(),
                new HttpClosedException("Connection was closed"),
                new IOException("Connection reset by peer"),
                new IOException("Broken pipe"),
                new IOException("Read timed out"),
                new RuntimeException("the file was not received", new ClosedChannelException()));
    }

    @ParameterizedTest
    @MethodSource("goneAway")
    void whoWentAwayBrokeNothing(Throwable failure) {
        assertTrue(Disconnects.isOne(failure));
    }

    @Test
    void whatIsBrokenHereStaysSo() {
        for (var failure :
                new Throwable[] {new IllegalStateException("closed"), new IOException("no space left"), new Error()}) {
            assertEquals(false, Disconnects.isOne(failure), failure::toString);
        }
    }

    private static String send(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
