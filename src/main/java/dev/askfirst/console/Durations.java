package dev.askfirst.console;

import java.time.Duration;
import java.util.Locale;

/** How long something took, as people read it. */
public final class Durations {

    private Durations() {}

    public static String text(Duration time) {
        var millis = Math.max(0, time.toMillis());
        if (millis < 1_000) return millis + " ms";
        if (millis < 120_000) return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        if (time.toMinutes() < 120) return time.toMinutes() + " min";
        if (time.toHours() < 48) return time.toHours() + " h";
        return time.toDays() + " d";
    }

    /** In words where it is a number of days, as settings mostly are. */
    static String wholeDays(Duration time) {
        var days = time.toDays();
        return days > 1 && time.equals(Duration.ofDays(days)) ? days + " days" : text(time);
    }
}
