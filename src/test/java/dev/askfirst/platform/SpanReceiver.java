package dev.askfirst.platform;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A real receiver of OTLP by HTTP: it reads what comes by the numbers of the fields in OpenTelemetry's trace.proto. */
final class SpanReceiver implements AutoCloseable {

    /** One span; ids in hexadecimal, instants in nanoseconds, attributes as text. */
    record Span(
            String trace,
            String id,
            String parent,
            String name,
            long start,
            long end,
            Map<String, String> attributes) {}

    private static final int RESOURCE_SPANS = 1;
    private static final int SCOPE_SPANS = 2;
    private static final int SPANS = 2;
    private static final int TRACE = 1;
    private static final int ID = 2;
    private static final int PARENT = 4;
    private static final int NAME = 5;
    private static final int START = 7;
    private static final int END = 8;
    private static final int ATTRIBUTES = 9;

    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();

    SpanReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::receive);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
    }

    /** All spans of this trace that came so far. */
    List<Span> of(String trace) {
        return spans.stream().filter(it -> it.trace().equals(trace)).toList();
    }

    List<Span> all() {
        return List.copyOf(spans);
    }

    private void receive(HttpExchange exchange) throws IOException {
        var zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (var body = zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
            messages(UnknownFieldSet.parseFrom(body), RESOURCE_SPANS)
                    .flatMap(it -> messages(it, SCOPE_SPANS))
                    .flatMap(it -> messages(it, SPANS))
                    .map(SpanReceiver::span)
                    .forEach(spans::add);
        }
        exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private static Span span(UnknownFieldSet fields) {
        var attributes = new TreeMap<String, String>();
        messages(fields, ATTRIBUTES)
                .forEach(it -> attributes.put(
                        text(it, 1),
                        messages(it, 2)
                                .map(UnknownFieldSet::toString)
                                .findFirst()
                                .orElse("")));
        return new Span(
                hex(fields, TRACE),
                hex(fields, ID),
                hex(fields, PARENT),
                text(fields, NAME),
                fields.getField(START).getFixed64List().getFirst(),
                fields.getField(END).getFixed64List().getFirst(),
                attributes);
    }

    private static Stream<UnknownFieldSet> messages(UnknownFieldSet in, int field) {
        return in.getField(field).getLengthDelimitedList().stream().map(SpanReceiver::message);
    }

    private static UnknownFieldSet message(ByteString bytes) {
        try {
            return UnknownFieldSet.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(UnknownFieldSet in, int field) {
        return in.getField(field).getLengthDelimitedList().stream()
                .findFirst()
                .map(ByteString::toStringUtf8)
                .orElse("");
    }

    private static String hex(UnknownFieldSet in, int field) {
        return in.getField(field).getLengthDelimitedList().stream()
                .findFirst()
                .map(it -> HexFormat.of().formatHex(it.toByteArray()))
                .orElse("");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
