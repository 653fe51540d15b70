package dev.askfirst.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Writes the canonical bytes of one recorded act or decision, as {@code docs/entry-format.md} fixes them: a version byte,
 * then a JSON object by the rules of RFC 8785. Members are given in ascending order; absent ones are left out.
 */
public final class Entry {

    /** The first byte of every entry. A new format gets a new one; old entries keep theirs. */
    public static final byte FORMAT = 1;

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder json = new StringBuilder(512).append('{');
    private String last = "";

    public Entry text(String name, String value) {
        name(name);
        quote(value);
        return this;
    }

    public Entry number(String name, long value) {
        name(name);
        json.append(value);
        return this;
    }

    public Entry flag(String name, boolean value) {
        name(name);
        json.append(value);
        return this;
    }

    public Entry time(String name, Instant value) {
        name(name);
        json.append('"');
        time(value, json);
        json.append('"');
        return this;
    }

    public Entry id(String name, UUID value) {
        name(name);
        json.append('"').append(value).append('"');
        return this;
    }

    public Entry hash(String name, byte[] value) {
        name(name);
        json.append('"');
        for (var b : value) json.append(HEX[b >> 4 & 15]).append(HEX[b & 15]);
        json.append('"');
        return this;
    }

    public Entry texts(String name, List<String> values) {
        name(name);
        json.append('[');
        for (var i = 0; i < values.size(); i++) {
            if (i > 0) json.append(',');
            quote(values.get(i));
        }
        json.append(']');
        return this;
    }

    public Entry time(String name, Optional<Instant> value) {
        value.ifPresent(at -> time(name, at));
        return this;
    }

    public Entry id(String name, Optional<UUID> value) {
        value.ifPresent(id -> id(name, id));
        return this;
    }

    /** A whole JSON value, made canonical. */
    public Entry node(String name, JsonNode value) {
        name(name);
        append(value);
        return this;
    }

    /** The bytes that are hashed, exported and verified. */
    public byte[] bytes() {
        var text = json.append('}').toString().getBytes(StandardCharsets.UTF_8);
        var bytes = new byte[text.length + 1];
        bytes[0] = FORMAT;
        System.arraycopy(text, 0, bytes, 1, text.length);
        return bytes;
    }

    /** The RFC 6962 leaf hash of this entry: SHA-256(0x00, bytes). */
    public byte[] leaf() {
        var digest = sha256();
        digest.update((byte) 0);
        return digest.digest(bytes());
    }

    /** A JSON value by the rules of RFC 8785: members sorted, no white space. Numbers are whole. */
    public static String canonical(JsonNode value) {
        var entry = new Entry();
        entry.json.setLength(0);
        entry.append(value);
        return entry.json.toString();
    }

    /** Under what an erasable text stands in an entry: SHA-256(salt, text). */
    public static byte[] commitment(byte[] salt, String text) {
        var digest = sha256();
        digest.update(salt);
        return digest.digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private void name(String name) {
        if (last.compareTo(name) >= 0) throw new IllegalStateException(name + " does not come after " + last);
        if (!last.isEmpty()) json.append(',');
        last = name;
        quote(name);
        json.append(':');
    }

    private void append(JsonNode value) {
        switch (value.getNodeType()) {
            case OBJECT -> object(value);
            case ARRAY -> {
                var separator = "[";
                for (var element : value) {
                    json.append(separator);
                    append(element);
                    separator = ",";
                }
                json.append(value.isEmpty() ? "[]" : "]");
            }
            case STRING -> quote(value.textValue());
            case NUMBER -> json.append(value.longValue());
            case BOOLEAN -> json.append(value.booleanValue());
            case NULL -> json.append("null");
            case BINARY, MISSING, POJO -> throw new IllegalArgumentException("not JSON: " + value.getNodeType());
        }
    }

    private void object(JsonNode value) {
        var members = new TreeMap<String, JsonNode>();
        value.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        var separator = "{";
        for (var member : members.entrySet()) {
            json.append(separator);
            quote(member.getKey());
            json.append(':');
            append(member.getValue());
            separator = ",";
        }
        json.append(members.isEmpty() ? "{}" : "}");
    }

    private void quote(String text) {
        json.append('"');
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\b' -> json.append("\\b");
                case '\t' -> json.append("\\t");
                case '\n' -> json.append("\\n");
                case '\f' -> json.append("\\f");
                case '\r' -> json.append("\\r");
                default -> {
                    if (c < 0x20) json.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
                    else json.append(c);
                }
            }
        }
        json.append('"');
    }

    /** Always with six digits after the point: {@code 2026-11-22T10:00:00.000000Z}. */
    static void time(Instant at, StringBuilder to) {
        var time = at.atOffset(ZoneOffset.UTC);
        digits(to, time.getYear(), 4).append('-');
        digits(to, time.getMonthValue(), 2).append('-');
        digits(to, time.getDayOfMonth(), 2).append('T');
        digits(to, time.getHour(), 2).append(':');
        digits(to, time.getMinute(), 2).append(':');
        digits(to, time.getSecond(), 2).append('.');
        digits(to, time.getNano() / 1000, 6).append('Z');
    }

    private static StringBuilder digits(StringBuilder to, int number, int width) {
        var value = number;
        var start = to.length();
        to.setLength(start + width);
        for (var i = start + width - 1; i >= start; i--) {
            to.setCharAt(i, (char) ('0' + value % 10));
            value /= 10;
        }
        return to;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
