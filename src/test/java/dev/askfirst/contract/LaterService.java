package dev.askfirst.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** A service of a version to come: each reply has codes, types and members that the contract does not know. */
final class LaterService implements AutoCloseable {

    private static final String DECISION = """
            {"id": "%s", "outcome": "deny", "decidedAt": "%s", "later": {"a": true},
             "reasons": [{"code": "later_reason", "later": 1}],
             "obligations": [{"type": "later_obligation", "value": "x", "later": [1]}]}""".formatted(UUID.randomUUID(), Instant.now());
    private static final String PROBLEM = """
            {"type": "/problems/later", "title": "Later", "status": 418, "later": "x"}""";
    private static final String EVENT = """
            {"specversion": "1.0", "id": "%s", "source": "https://ask.example", "type": "later.event", "time": "%s",
             "datacontenttype": "application/json", "data": {"controller": "acme", "later": 1}, "later": 1}""".formatted(UUID.randomUUID(), Instant.now());
    private static final Map<String, String> REPLIES = Map.of(
            "/v1/decisions", DECISION,
            "/v1/decisions/batch", "{\"decisions\": [%s, {\"error\": %s, \"later\": 1}]}".formatted(DECISION, PROBLEM),
            "/v1/changes", "{\"events\": [%s], \"next\": \"x\", \"more\": false, \"later\": 1}".formatted(EVENT));

    private final HttpServer server;

    LaterService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", LaterService::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            var reply = REPLIES.get(exchange.getRequestURI().getPath());
            exchange.getResponseHeaders()
                    .set("Content-Type", reply == null ? "application/problem+json" : "application/json");
            var bytes = (reply == null ? PROBLEM : reply).getBytes(UTF_8);
            exchange.sendResponseHeaders(reply == null ? 418 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
