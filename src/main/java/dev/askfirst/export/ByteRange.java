package dev.askfirst.export;

import java.util.regex.Pattern;

/** Which bytes of a file are wanted: all of them, or one part to go on with after a break (RFC 9110, section 14). */
record ByteRange(long first, long end, long size) {

    private static final Pattern ONE = Pattern.compile("bytes=(\\d{1,18})-(\\d{0,18})");

    /** What a {@code Range} header asks for; one that is not understood, or cannot be, asks for everything. */
    static ByteRange of(String header, long size) {
        var whole = new ByteRange(0, size, size);
        if (header == null) return whole;
        var range = ONE.matcher(header);
        if (!range.matches()) return whole;
        var first = Long.parseLong(range.group(1));
        var last = range.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(range.group(2)));
        return first > last ? whole : new ByteRange(first, last + 1, size);
    }

    boolean isWhole() {
        return first == 0 && end == size;
    }

    String header() {
        return "bytes %d-%d/%d".formatted(first, end - 1, size);
    }
}
