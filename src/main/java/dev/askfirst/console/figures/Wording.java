package dev.askfirst.console.figures;

import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and days as staff read them, in UTC. */
public final class Wording {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final double TENTHS = 10;

    private Wording() {}

    /** With a comma after each three digits. */
    public static String number(long number) {
        return NumberFormat.getIntegerInstance(Locale.UK).format(number);
    }

    /** A part of a whole in percent: never nothing if it is something, and never all if it is not. */
    public static String share(long part, long whole) {
        if (whole == 0 || part == 0) return "0 %";
        if (part == whole) return "100 %";
        var percent = part * 100.0 / whole;
        if (percent < 1 / TENTHS) return "< 0.1 %";
        return percent < TENTHS
                ? String.format(Locale.ROOT, "%.1f %%", percent)
                : Math.min(99, Math.round(percent)) + " %";
    }

    /** As 7 Sep 2026. */
    public static String day(LocalDate day) {
        return DAY.format(day).replace("Sept", "Sep");
    }

    /** As 7 Sep. */
    public static String dayOfYear(LocalDate day) {
        return day(day).replaceFirst(" [0-9]+$", "");
    }

    /** As 2026-09-07 10:00:05. */
    public static String second(Instant at) {
        return SECOND.format(at.atOffset(ZoneOffset.UTC));
    }
}
