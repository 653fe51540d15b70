package dev.askfirst.platform.time;

import java.util.List;
import java.util.Locale;

/**
 * A change of the clocks that comes every year for some years.
 *
 * @param saved by how much they are ahead of standard time from then on, in seconds
 */
record ZoneRule(int from, int to, ZoneDay day, int saved) {

    /** So far ahead are clocks computed; nobody asks about later times. */
    static final int LAST_YEAR = 2100;

    /** {@code R name from to - month day time saved letters}. */
    static ZoneRule read(List<String> words) {
        var from = year(words.get(2), words.get(2));
        return new ZoneRule(
                from,
                year(words.get(3), words.get(2)),
                ZoneDay.read(words.subList(5, 8)),
                ZoneDay.seconds(words.get(8)));
    }

    boolean in(int year) {
        return from <= year && year <= to;
    }

    private static int year(String text, String only) {
        var small = text.toLowerCase(Locale.ROOT);
        if (Character.isDigit(small.charAt(0))) return Integer.parseInt(small);
        if ("only".startsWith(small)) return Integer.parseInt(only);
        if ("maximum".startsWith(small) && small.length() > 1) return LAST_YEAR;
        throw new IllegalArgumentException(text);
    }
}
