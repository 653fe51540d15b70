package dev.askfirst.export;

import java.util.regex.Pattern;

/**
 * Which bytes of a file are wanted: all of them, or one part to go on with after a break (RFC 9110, section 14).
 *
 * @param isPart whether a part was asked for, be it all there is
 */
record ByteRange(long first, long end, long size, boolean isPart) {

    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** What a {@code Range} header asks for; one that is not understood asks for everything. */
    static ByteRange of(String header, long size) {
        var whole = new ByteRange(0, size, size, false);
        if (header == null) return whole;
        var range = ONE.matcher(header.strip());
        if (!range.matches() || header.strip().equals("bytes=-")) return whole;
        if (range.group(1).isEmpty()) {
            var last = Math.min(size, Long.parseLong(range.group(2)));
            return new ByteRange(size - last, size, size, true);
        }
        var first = Long.parseLong(range.group(1));
        if (range.group(2).isEmpty()) return new ByteRange(Math.min(first, size), size, size, true);
        var last = Long.parseLong(range.group(2));
        return last < first ? whole : new ByteRange(Math.min(first, size), Math.min(size, last + 1), size, true);
    }

    /** There is nothing of what was asked for. */
    boolean isNone() {
        return isPart && first == end;
    }

    String header() {
        return isNone() ? "bytes */" + size : "bytes %d-%d/%d".formatted(first, end - 1, size);
    }
}
