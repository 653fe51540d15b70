package dev.askfirst.gate;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A message as bytes, with its header fields found and nothing else touched. */
final class Mail {

    /** The bytes from one to before another are this field, with the ends of its lines. */
    private record Field(String name, int from, int to) {}

    private final byte[] bytes;
    private final List<Field> fields;
    private final int rest;

    private Mail(byte[] bytes, List<Field> fields, int rest) {
        this.bytes = bytes;
        this.fields = fields;
        this.rest = rest;
    }

    /** Finds the fields; every line before the first empty one has to belong to one, so that nobody reads it otherwise. */
    static Mail read(byte[] bytes) throws Unreadable {
        var fields = new ArrayList<Field>();
        var at = 0;
        while (at < bytes.length && bytes[at] != '\r') {
            var end = lineEnd(bytes, at);
            while (end < bytes.length && (bytes[end] == ' ' || bytes[end] == '\t')) end = lineEnd(bytes, end);
            fields.add(new Field(name(bytes, at, end), at, end));
            at = end;
        }
        return new Mail(bytes, fields, at);
    }

    /** The values of all fields of this name, each in one line. */
    List<String> all(String name) {
        return fields.stream()
                .filter(it -> it.name().equals(name.toLowerCase(Locale.ROOT)))
                .map(this::value)
                .toList();
    }

    /** The value of a field that may stand once. */
    Optional<String> one(String name) throws Unreadable {
        var all = all(name);
        if (all.size() > 1)
            throw new Unreadable(554, "5.6.0 the header %s stands %d times".formatted(name, all.size()));
        return all.stream().findFirst().filter(it -> !it.isEmpty());
    }

    /** In small letters. */
    List<String> names() {
        return fields.stream().map(Field::name).toList();
    }

    /** The bytes with these headers before the others, and without those whose name, in small letters, is to go. */
    byte[] with(Map<String, String> headers, Predicate<String> goes) {
        var changed = new ByteArrayOutputStream(bytes.length + 1024);
        headers.forEach((name, value) ->
                changed.writeBytes("%s: %s\r\n".formatted(name, value).getBytes(StandardCharsets.US_ASCII)));
        for (var field : fields) {
            if (!goes.test(field.name())) changed.write(bytes, field.from(), field.to() - field.from());
        }
        // A message that had no headers at all may begin with its body.
        if (rest == bytes.length && fields.isEmpty()) changed.writeBytes(new byte[] {'\r', '\n'});
        changed.write(bytes, rest, bytes.length - rest);
        return changed.toByteArray();
    }

    InputStream stream() {
        return new ByteArrayInputStream(bytes);
    }

    int size() {
        return bytes.length;
    }

    boolean isAscii() {
        return ascii(bytes.length);
    }

    boolean hasAsciiHeaders() {
        return ascii(rest);
    }

    private boolean ascii(int to) {
        for (var i = 0; i < to; i++) {
            if (bytes[i] < 0) return false;
        }
        return true;
    }

    private String value(Field field) {
        var text = new String(bytes, field.from(), field.to() - field.from(), StandardCharsets.UTF_8);
        return text.substring(text.indexOf(':') + 1).replaceAll("\r\n", "").strip();
    }

    private static int lineEnd(byte[] bytes, int from) {
        var at = from;
        while (at < bytes.length && bytes[at] != '\n') at++;
        return Math.min(at + 1, bytes.length);
    }

    private static String name(byte[] bytes, int from, int to) throws Unreadable {
        var colon = from;
        while (colon < to && bytes[colon] != ':' && bytes[colon] > ' ') colon++;
        var end = colon;
        while (colon < to && (bytes[colon] == ' ' || bytes[colon] == '\t')) colon++;
        if (end == from || colon == to || bytes[colon] != ':') {
            throw new Unreadable(554, "5.6.0 before the first empty line there is one that is no header");
        }
        return new String(bytes, from, end - from, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
    }
}
