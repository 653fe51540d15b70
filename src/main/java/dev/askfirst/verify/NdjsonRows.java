package dev.askfirst.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Rows as lines of JSON, exactly as an export writes them: {@code {"index":7,"leaf":"…","entry":{…}}}. */
final class NdjsonRows implements Rows {

    private static final byte[] INDEX = ascii("{\"index\":");
    private static final byte[] LEAF = ascii(",\"leaf\":\"");
    private static final byte[] ENTRY = ascii("\",\"entry\":{");
    private static final byte[] WHY = ascii("\",\"why\":\"");

    private final Lines lines;
    private int at;

    NdjsonRows(Lines lines) {
        this.lines = lines;
    }

    @Override
    public Optional<ExportedEntry> next() throws IOException, Tampered {
        if (!lines.next()) return Optional.empty();
        at = lines.first();
        take(INDEX);
        var index = number();
        take(LEAF);
        var leaf = hash();
        var end = lines.first() + lines.length();
        var bytes = lines.bytes();
        if (starts(ENTRY)) {
            var from = at + ENTRY.length - 1;
            if (end - from < 4 || bytes[end - 1] != '}' || bytes[end - 2] != '}') throw broken();
            return Optional.of(new ExportedEntry(index, leaf, bytes, from, end - 1 - from, ""));
        }
        take(WHY);
        var why = new String(bytes, at, Math.max(0, end - 2 - at), StandardCharsets.UTF_8);
        if (bytes[end - 1] != '}' || bytes[end - 2] != '"' || !why.matches("[a-z]+")) throw broken();
        return Optional.of(new ExportedEntry(index, leaf, bytes, 0, 0, why));
    }

    private long number() throws Tampered {
        var start = at;
        var number = 0L;
        while (at < lines.first() + lines.length() && lines.bytes()[at] >= '0' && lines.bytes()[at] <= '9') {
            number = number * 10 + lines.bytes()[at++] - '0';
        }
        if (at == start || at - start > 18) throw broken();
        return number;
    }

    private byte[] hash() throws Tampered {
        var hash = new byte[Hashing.LENGTH];
        if (at + 2 * hash.length > lines.first() + lines.length()) throw broken();
        try {
            for (var i = 0; i < hash.length; i++) {
                hash[i] = (byte) (HexFormat.fromHexDigit(lines.bytes()[at++]) << 4
                        | HexFormat.fromHexDigit(lines.bytes()[at++]));
            }
            return hash;
        } catch (IllegalArgumentException _) {
            throw broken();
        }
    }

    private void take(byte[] expected) throws Tampered {
        if (!starts(expected)) throw broken();
        at += expected.length;
    }

    private boolean starts(byte[] expected) {
        if (at + expected.length > lines.first() + lines.length()) return false;
        for (var i = 0; i < expected.length; i++) if (lines.bytes()[at + i] != expected[i]) return false;
        return true;
    }

    private static Tampered broken() {
        return new Tampered("its line cannot be read");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
