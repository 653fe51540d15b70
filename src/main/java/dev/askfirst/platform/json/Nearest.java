package dev.askfirst.platform.json;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the id that somebody may have meant who mistyped one. Bounded work: whoever sends a thousand wrong ids waits for it. */
public final class Nearest {

    private static final int MOST_APART = 2;
    private static final int LONGEST = 40;

    private record Candidate(String id, int apart) {}

    private Nearest() {}

    /** The end of a sentence that names the nearest of these ids; nothing where none is near. */
    public static String hint(String id, Collection<String> known) {
        return of(id, known).map(it -> "; did you mean `" + it + "`?").orElse("");
    }

    /** The nearest of these ids, the first by the alphabet if several are; empty if none is near. */
    static Optional<String> of(String id, Collection<String> known) {
        if (id.length() > LONGEST) return Optional.empty();
        // One slip in a short id, two in a longer one: else everything would be near everything.
        var most = Math.min(MOST_APART, Math.max(1, id.length() / 4));
        return known.stream()
                .filter(it -> Math.abs(it.length() - id.length()) <= most)
                .map(it -> new Candidate(it, apart(id, it)))
                .filter(it -> it.apart() <= most)
                .min(Comparator.comparingInt(Candidate::apart).thenComparing(Candidate::id))
                .map(Candidate::id);
    }

    /** How many letters were added, left out, changed or swapped with the next. */
    private static int apart(String one, String other) {
        var rows = new int[one.length() + 1][other.length() + 1];
        for (var i = 0; i <= one.length(); i++) rows[i][0] = i;
        for (var j = 0; j <= other.length(); j++) rows[0][j] = j;
        for (var i = 1; i <= one.length(); i++) {
            for (var j = 1; j <= other.length(); j++) {
                var same = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                rows[i][j] = Math.min(rows[i - 1][j - 1] + same, 1 + Math.min(rows[i - 1][j], rows[i][j - 1]));
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
                }
            }
        }
        return rows[one.length()][other.length()];
    }
}
