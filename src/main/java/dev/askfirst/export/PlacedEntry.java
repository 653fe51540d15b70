package dev.askfirst.export;

import java.util.ArrayList;
import java.util.List;

/**
 * What stands at one place of the log now.
 *
 * @param entries JSON text of the entry; several only where somebody has added rows
 * @param why a reason where there is none
 */
record PlacedEntry(List<String> entries, String why) {

    /** The row is there, what it rested on was erased. */
    static final String ERASED = "erased";

    /** The row was deleted when its time was over, and the log says so. */
    static final String RETENTION = "retention";

    /** It does not match the filters. */
    static final String FILTERED = "filtered";

    /** The row is not there, and nothing says why. */
    static final String MISSING = "missing";

    /** The row is there and cannot be read. */
    static final String DAMAGED = "damaged";

    static PlacedEntry entry(String json) {
        return new PlacedEntry(List.of(json), "");
    }

    static PlacedEntry none(String why) {
        return new PlacedEntry(List.of(), why);
    }

    PlacedEntry and(PlacedEntry more) {
        var both = new ArrayList<>(entries);
        both.addAll(more.entries());
        return new PlacedEntry(both, more.why());
    }
}
