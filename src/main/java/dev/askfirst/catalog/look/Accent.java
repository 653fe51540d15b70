package dev.askfirst.catalog.look;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One colour of a controller, as it is used on people's pages: as it is on light ground, and lightened as far as needed on
 * dark ground. Whatever is written in it or on it can be read by WCAG 2.2 AA.
 */
public record Accent(String onLight, String onDark) {

    private static final double LEAST = 4.5;
    private static final int STEPS = 40;
    private static final int WHITE = 0xffffff;
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-f]{6}");
    /** Paper, card and tint of the style sheet, and what is written on the accent. */
    private static final List<Integer> LIGHT = List.of(0xfaf8f4, 0xffffff, 0xe6f0ec);

    private static final List<Integer> DARK = List.of(0x171817, 0x212221, 0x24342f, 0x10211c);

    /** The pair that is made of a colour such as {@code #1d5c4d}, which {@link #flaw} finds nothing wrong with. */
    public static Accent of(String colour) {
        return new Accent(colour, text(towards(WHITE, number(colour), it -> readable(it, DARK))));
    }

    /** What is wrong with a colour, and what to take instead; empty if nothing is. */
    public static String flaw(String colour) {
        if (!COLOUR.matcher(colour).matches()) return "is not a colour such as `#1d5c4d`";
        var number = number(colour);
        if (readable(number, LIGHT)) return "";
        return String.format(
                Locale.ROOT,
                "is too pale to be read on light ground: the contrast is %.1f : 1, and 4.5 : 1 is needed; `%s` would do",
                least(number, LIGHT),
                text(towards(0, number, it -> readable(it, LIGHT))));
    }

    /** WCAG's contrast ratio of two colours. */
    static double contrast(int one, int other) {
        var lighter = Math.max(luminance(one), luminance(other));
        var darker = Math.min(luminance(one), luminance(other));
        return (lighter + 0.05) / (darker + 0.05);
    }

    private static boolean readable(int colour, List<Integer> grounds) {
        return least(colour, grounds) >= LEAST;
    }

    private static double least(int colour, List<Integer> grounds) {
        return grounds.stream().mapToDouble(it -> contrast(colour, it)).min().orElseThrow();
    }

    private static int towards(int end, int colour, Predicate<Integer> enough) {
        for (var step = 0; step < STEPS; step++) {
            var mixed = 0;
            for (var shift = 0; shift <= 16; shift += 8) {
                var from = colour >> shift & 0xff;
                mixed |= from + ((end >> shift & 0xff) - from) * step / STEPS << shift;
            }
            if (enough.test(mixed)) return mixed;
        }
        return end;
    }

    private static double luminance(int colour) {
        return 0.2126 * linear(colour >> 16) + 0.7152 * linear(colour >> 8) + 0.0722 * linear(colour);
    }

    private static double linear(int part) {
        var share = (part & 0xff) / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private static int number(String colour) {
        return Integer.parseInt(colour.substring(1), 16);
    }

    private static String text(int colour) {
        return String.format("#%06x", colour);
    }
}
