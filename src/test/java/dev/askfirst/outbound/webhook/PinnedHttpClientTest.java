package dev.askfirst.outbound.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.TestCertificate;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests go to the address that was checked, under the name of the URL, and end whatever the other side does. */
class PinnedHttpClientTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private static Vertx vertx;
    private static TestCertificate certificate;

    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    private final PinnedHttpClient post = new PinnedHttpClient(vertx, new HttpClientOptions());
    private HttpServer server;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        vertx = Vertx.vertx();
        certificate = TestCertificate.of("hooks.test.example");
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @AfterEach
    void close() {
        post.close();
        if (server != null) server.stop(0);
    }

    @Test
    void theConnectionGoesToTheCheckedAddressAndTheNameIsThatOfTheUrl() throws Exception {
        secure(exchange -> {
            var session = (ExtendedSSLSession) ((HttpsExchange) exchange).getSSLSession();
            seen.add(session.getRequestedServerNames().toString());
            seen.add(exchange.getRequestHeaders().getFirst("Host"));
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            seen.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            seen.add(exchange.getRequestHeaders().getFirst("webhook-id"));
            answer(exchange, 204);
        });
        var port = server.getAddress().getPort();
        // Nobody has this name: only the address that is handed over can be what was connected to.
        var url = "https://hooks.test.example:" + port + "/in?key=%20a";
        assertEquals(204, trusting().send(target(url), Map.of("webhook-id", "7"), BODY, PATIENCE));
        assertTrue(seen.getFirst().contains("hooks.test.example"), seen::toString);
        assertEquals(
                List.of("hooks.test.example:" + port, "POST /in?key=%20a", "{\"a\":1}", "7"),
                seen.subList(1, seen.size()));
    }

    @Test
    void aCertificateOfAnotherNameEndsIt() throws Exception {
        secure(exchange -> answer(exchange, 200));
        var url = "https://other.test.example:" + server.getAddress().getPort() + "/";
        assertThrows(IOException.class, () -> trusting().send(target(url), Map.of(), BODY, PATIENCE));
    }

    @Test
    void aCertificateThatNobodyVouchesForEndsIt() throws Exception {
        secure(exchange -> answer(exchange, 200));
        var url = "https://hooks.test.example:" + server.getAddress().getPort() + "/";
        assertThrows(IOException.class, () -> post.send(target(url), Map.of(), BODY, PATIENCE));
    }

    @Test
    void aRedirectIsNotFollowed() throws IOException {
        plain(exchange -> {
            seen.add(exchange.getRequestURI().getPath());
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            answer(exchange, 303);
        });
        assertEquals(303, post.send(here("/first"), Map.of(), BODY, PATIENCE));
        assertEquals(List.of("/first"), seen);
    }

    @Test
    void anEndlessReplyIsCutOff() throws Exception {
        var cut = new CountDownLatch(1);
        plain(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var out = exchange.getResponseBody()) {
                while (true) out.write(new byte[64 * 1024]);
            } catch (IOException _) {
                cut.countDown();
            }
        });
        assertEquals(200, post.send(here("/"), Map.of(), BODY, PATIENCE));
        assertTrue(cut.await(10, TimeUnit.SECONDS), "the reply is still being read");
    }

    @Test
    void silenceIsOverInTime() throws IOException {
        try (var mute = new ServerSocket(0, 1, HERE)) {
            var target = target("http://127.0.0.1:" + mute.getLocalPort() + "/");
            assertThrows(IOException.class, () -> post.send(target, Map.of(), BODY, Duration.ofMillis(300)));
        }
    }

    @Test
    void aReplyThatDripsIsOverInTime() throws IOException {
        try (var dripping = new ServerSocket(0, 1, HERE);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> drip(dripping));
            var target = target("http://127.0.0.1:" + dripping.getLocalPort() + "/");
            assertThrows(IOException.class, () -> post.send(target, Map.of(), BODY, Duration.ofMillis(500)));
        }
    }

    private static void drip(ServerSocket socket) {
        try (var connection = socket.accept()) {
            connection.getOutputStream().write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            // Ends when the other side hangs up.
            while (true) {
                connection.getOutputStream().write('x');
                Await.pause();
            }
        } catch (IOException _) {
            // That was it.
        }
    }

    private PinnedHttpClient trusting() {
        return new PinnedHttpClient(vertx, new HttpClientOptions().setTrustOptions(certificate.trust()));
    }

    private Target here(String path) {
        return target("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static Target target(String url) {
        return new Target(URI.create(url), HERE);
    }

    private void secure(HttpHandler handler) throws Exception {
        var secure = HttpsServer.create(new InetSocketAddress(HERE, 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
        start(secure, handler);
    }

    private void plain(HttpHandler handler) throws IOException {
        start(HttpServer.create(new InetSocketAddress(HERE, 0), 0), handler);
    }

    private void start(HttpServer started, HttpHandler handler) {
        server = started;
        server.createContext("/", handler);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }
}
