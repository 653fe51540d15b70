package dev.askfirst.export;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A small S3-compatible store over HTTP: takes an object only with a right signature (AWS Signature Version 4) and hash. */
final class S3Server implements AutoCloseable {

    static final String ACCESS = "AKIAIOSFODNN7EXAMPLE";
    static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    private static final Pattern AUTHORIZATION = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/s3/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})");

    private final HttpServer server;
    private final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();
    private final List<String> order = new ArrayList<>();
    private volatile int failures;

    S3Server() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/", this::take);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/record/exports";
    }

    Map<String, byte[]> objects() {
        return objects;
    }

    /** The objects in the order in which they came. */
    synchronized List<String> order() {
        return List.copyOf(order);
    }

    /** Answers so many requests with 503. */
    void fail(int times) {
        failures = times;
    }

    private void take(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        var status = status(exchange, body);
        if (status == 200) {
            objects.put(exchange.getRequestURI().getPath(), body);
            synchronized (this) {
                order.add(exchange.getRequestURI().getPath());
            }
        }
        var reply = status == 200 ? "" : "<Error><Code>%d</Code></Error>".formatted(status);
        exchange.sendResponseHeaders(status, reply.isEmpty() ? -1 : reply.length());
        exchange.getResponseBody().write(reply.getBytes(StandardCharsets.US_ASCII));
        exchange.close();
    }

    private int status(HttpExchange exchange, byte[] body) {
        if (failures > 0) {
            failures--;
            return 503;
        }
        var headers = exchange.getRequestHeaders();
        var given = AUTHORIZATION.matcher(String.valueOf(headers.getFirst("Authorization")));
        if (!exchange.getRequestMethod().equals("PUT") || !given.matches()) return 400;
        if (headers.getFirst("Content-Length") == null) return 411;
        if (!given.group(1).equals(ACCESS)) return 403;
        var hash = headers.getFirst("x-amz-content-sha256");
        if (!HexFormat.of().formatHex(sha256(body)).equals(hash)) return 400;
        var lines = new StringBuilder("PUT\n" + exchange.getRequestURI().getRawPath() + "\n\n");
        for (var name : given.group(4).split(";"))
            lines.append(name).append(':').append(headers.getFirst(name)).append('\n');
        lines.append('\n').append(given.group(4)).append('\n').append(hash);
        var scope = given.group(2) + "/" + given.group(3) + "/s3/aws4_request";
        var toSign = "AWS4-HMAC-SHA256\n" + headers.getFirst("x-amz-date") + "\n" + scope + "\n"
                + HexFormat.of().formatHex(sha256(lines.toString().getBytes(StandardCharsets.UTF_8)));
        var key = ("AWS4" + SECRET).getBytes(StandardCharsets.UTF_8);
        for (var part : scope.split("/")) key = hmac(key, part);
        return HexFormat.of().formatHex(hmac(key, toSign)).equals(given.group(5)) ? 200 : 403;
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
