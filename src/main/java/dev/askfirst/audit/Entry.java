package dev.askfirst.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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

    /** The unit separator: JSON escapes it inside of texts. */
    public static final char GAP = '\u001f';

    private final StringBuilder json = new StringBuilder(512).append('{');
    private String last = "";
    private String written = "";

    private final List<String> values = new ArrayList<>();
    private final List<Integer> starts = new ArrayList<>();

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
        JsonText.time(value, json.append('"'));
        json.append('"');
        return this;
    }

    /** A text, or nothing, that differs between entries that are otherwise alike: {@link #template} leaves it out. */
    public Entry varying(String name, Optional<String> value) {
        if (value.isPresent()) {
            name(name);
            json.append('"');
            vary(value.get());
            json.append('"');
        } else {
            vary("");
        }
        return this;
    }

    /** A number of that kind. */
    public Entry varying(String name, long value) {
        name(name);
        vary(Long.toString(value));
        return this;
    }

    private void vary(String value) {
        starts.add(json.length());
        json.append(value);
        values.add(value);
    }

    /** What is left of the whole entry without what varies; gaps are marked by a character that no JSON text holds. */
    public String template() {
        var text = json();
        var template = new StringBuilder(text.length());
        var from = 0;
        for (var i = 0; i < values.size(); i++) {
            template.append(text, from, starts.get(i)).append(GAP);
            from = starts.get(i) + values.get(i).length();
        }
        return template.append(text, from, text.length()).toString();
    }

    /** What varies, in order; empty where there is none. */
    public List<String> values() {
        return values;
    }

    public Entry id(String name, UUID value) {
        name(name);
        json.append('"').append(value).append('"');
        return this;
    }

    public Entry hash(String name, byte[] value) {
        name(name);
        JsonText.hex(value, json.append('"'));
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

    /** A JSON value that is canonical already. */
    public Entry written(String name, String value) {
        name(name);
        json.append(value);
        return this;
    }

    /** An entry whose members stand in a JSON object, in any order; those that are null are left out. */
    public static Entry of(JsonNode members) {
        var entry = new Entry();
        var sorted = new TreeMap<String, JsonNode>();
        members.properties().forEach(member -> sorted.put(member.getKey(), member.getValue()));
        sorted.forEach((name, value) -> {
            if (!value.isNull()) entry.node(name, value);
        });
        return entry;
    }

    /** An entry as it was recorded: its JSON text, without the version byte. */
    public static Entry recorded(String json) {
        var entry = new Entry();
        entry.written = json;
        return entry;
    }

    /** What was written, as JSON text: the entry without its version byte. Nothing can be added any more. */
    public String json() {
        if (written.isEmpty()) written = json.append('}').toString();
        return written;
    }

    /** The bytes that are hashed, exported and verified. */
    public byte[] bytes() {
        var text = json().getBytes(StandardCharsets.UTF_8);
        var bytes = new byte[text.length + 1];
        bytes[0] = FORMAT;
        System.arraycopy(text, 0, bytes, 1, text.length);
        return bytes;
    }

    /** The RFC 6962 leaf hash of this entry: SHA-256(0x00, bytes). */
    public byte[] leaf() {
        var digest = Sha256.digest();
        digest.update((byte) 0);
        return digest.digest(bytes());
    }

    /** A JSON value by the rules of RFC 8785: members sorted, no white space. Numbers are integers. */
    public static String canonical(JsonNode value) {
        var entry = new Entry();
        entry.json.setLength(0);
        entry.append(value);
        return entry.json.toString();
    }

    /** The commitment that stands for an erasable text in an entry: SHA-256(salt, text). */
    public static byte[] commitment(byte[] salt, String text) {
        var digest = Sha256.digest();
        digest.update(salt);
        return digest.digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private void name(String name) {
        if (!written.isEmpty()) throw new IllegalStateException("the entry is written out");
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
        var names = new String[value.size()];
        var n = 0;
        for (var member : value.properties()) names[n++] = member.getKey();
        Arrays.sort(names);
        var separator = "{";
        for (var name : names) {
            json.append(separator);
            quote(name);
            json.append(':');
            append(value.get(name));
            separator = ",";
        }
        json.append(n == 0 ? "{}" : "}");
    }

    private void quote(String text) {
        JsonText.quote(text, json);
    }
}
