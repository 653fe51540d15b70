package dev.askfirst.platform.json;

import java.time.Instant;
import java.time.ZoneOffset;

/** Writes JSON text by the rules of RFC 8785: no white space, the shortest escapes, times with six digits. */
public final class JsonText {

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private JsonText() {}

    public static void quote(String text, StringBuilder to) {
        to.append('"');
        var plain = 0;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c >= ' ' && c != '"' && c != '\\') continue;
            to.append(text, plain, i);
            escape(c, to);
            plain = i + 1;
        }
        to.append(text, plain, text.length()).append('"');
    }

    /** Always with six digits after the point: {@code 2026-11-22T10:00:00.000000Z}. */
    public static void time(Instant at, StringBuilder to) {
        var time = at.atOffset(ZoneOffset.UTC);
        digits(to, time.getYear(), 4);
        digits(to.append('-'), time.getMonthValue(), 2);
        digits(to.append('-'), time.getDayOfMonth(), 2);
        digits(to.append('T'), time.getHour(), 2);
        digits(to.append(':'), time.getMinute(), 2);
        digits(to.append(':'), time.getSecond(), 2);
        digits(to.append('.'), time.getNano() / 1000, 6);
        to.append('Z');
    }

    public static void hex(byte[] bytes, StringBuilder to) {
        for (var b : bytes) to.append(HEX[b >> 4 & 15]).append(HEX[b & 15]);
    }

    private static void escape(char c, StringBuilder to) {
        switch (c) {
            case '"' -> to.append("\\\"");
            case '\\' -> to.append("\\\\");
            case '\b' -> to.append("\\b");
            case '\t' -> to.append("\\t");
            case '\n' -> to.append("\\n");
            case '\f' -> to.append("\\f");
            case '\r' -> to.append("\\r");
            default -> to.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
        }
    }

    private static void digits(StringBuilder to, int number, int width) {
        var start = to.length();
        to.setLength(start + width);
        var rest = number;
        for (var i = start + width - 1; i >= start; i--) {
            to.setCharAt(i, (char) ('0' + rest % 10));
            rest /= 10;
        }
    }
}
