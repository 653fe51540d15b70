package dev.askfirst.platform;

import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A request with just these header lines and no others but those that frame it: no client adds or mends anything. */
public record BareRequest(String line, List<String> headers, byte[] body) {

    /** The reply; header names in small letters, and all values of each. */
    public record Reply(int status, Map<String, String> headers, String body) {}

    public BareRequest(String line, List<String> headers, String body) {
        this(line, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends it on a connection of its own, and waits for the reply and the end of the connection. */
    public Reply send() throws IOException {
        try (var socket = connect()) {
            socket.getOutputStream().write(bytes("Connection: close"));
            return reply(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    public static Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
    }

    /** What goes over the wire; the body in chunks if a header says so, else after its length. */
    public byte[] bytes(String... more) {
        var framed = new ArrayList<>(headers);
        framed.addAll(List.of(more));
        framed.add("Host: localhost");
        var chunked = headers.contains("Transfer-Encoding: chunked");
        if (!chunked && headers.stream().noneMatch(it -> it.startsWith("Content-Length:"))) {
            framed.add("Content-Length: " + body.length);
        }
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(latin(
                Stream.concat(Stream.of(line), framed.stream()).collect(Collectors.joining("\r\n", "", "\r\n\r\n"))));
        if (chunked) bytes.writeBytes(latin(Integer.toHexString(body.length) + "\r\n"));
        bytes.writeBytes(body);
        if (chunked) bytes.writeBytes(latin("\r\n0\r\n\r\n"));
        return bytes.toByteArray();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Reply reply(String text) {
        var parts = text.split("\r\n\r\n", 2);
        var lines = parts[0].split("\r\n");
        var status = Integer.parseInt(lines[0].split(" ")[1]);
        if (status == 100) return reply(parts[1]);
        var headers = new TreeMap<String, String>();
        for (var header : Arrays.copyOfRange(lines, 1, lines.length)) {
            var name = header.split(":")[0].toLowerCase(Locale.ROOT);
            headers.merge(name, header.substring(name.length() + 1).trim(), (one, other) -> one + " & " + other);
        }
        return new Reply(status, headers, parts.length > 1 ? parts[1] : "");
    }
}
