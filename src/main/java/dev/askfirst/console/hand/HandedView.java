package dev.askfirst.console.hand;

import java.util.List;
import java.util.Locale;

/**
 * A hand-over that was ordered.
 *
 * @param open while somebody works on it
 * @param ready whether it can be taken away
 * @param told how many entries it tells how; none before it is there
 * @param bytes of all its files before they are packed
 * @param person whether it has the file that the person it is about can read
 */
public record HandedView(
        String id,
        String about,
        String period,
        String ordered,
        String state,
        boolean open,
        long done,
        long entries,
        boolean ready,
        List<HandOverView.Count> told,
        long bytes,
        boolean person) {

    /** Its size as people read it. */
    public String size() {
        if (bytes < 100_000) return Math.max(1, bytes / 1_000) + " kB";
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1_000_000.0);
    }

    /** The end of the bar that shows how far it is. */
    public long most() {
        return Math.max(1, entries);
    }
}
