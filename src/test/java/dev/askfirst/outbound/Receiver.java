package dev.askfirst.outbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;

/** A real HTTP server that keeps what it receives, and answers as it is told to. */
public final class Receiver implements AutoCloseable {

    /** One request, its header names in lower case. */
    public record Received(String path, Map<String, String> headers, String body) {
        public JsonNode event() {
            try {
                return Json.MAPPER.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public String type() {
            return event().get("type").asText();
        }

        public String subject() {
            return event().get("subject").asText();
        }

        public String sequence() {
            return event().get("sequence").asText();
        }
    }

    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile ToIntFunction<Received> answer = _ -> 204;

    public Receiver() throws IOException {
        this(0);
    }

    /** At a port that somebody was told before; any for 0. */
    public Receiver(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::receive);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/in";
    }

    /** The status of every reply from now on; what is asked for is kept before it is answered. */
    public void answer(ToIntFunction<Received> with) {
        answer = with;
    }

    public List<Received> received() {
        return List.copyOf(received);
    }

    private void receive(HttpExchange exchange) throws IOException {
        var headers = new ConcurrentHashMap<String, String>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(), values.getFirst()));
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var one = new Received(exchange.getRequestURI().getPath(), headers, body);
        received.add(one);
        exchange.getResponseHeaders().set("Location", "/elsewhere");
        exchange.sendResponseHeaders(answer.applyAsInt(one), -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
