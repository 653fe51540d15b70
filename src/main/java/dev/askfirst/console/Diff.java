package dev.askfirst.console;

import java.util.ArrayList;
import java.util.List;

/** What differs between two texts, line by line. */
public final class Diff {

    /** A line that is in both, {@code same}, or only in the old text, {@code gone}, or only in the new one, {@code added}. */
    public record Line(String kind, String text) {}

    private static final int MOST = 2_000;

    private Diff() {}

    public static List<Line> of(String old, String now) {
        var before = old.lines().toList();
        var after = now.lines().toList();
        if (before.size() > MOST || after.size() > MOST) return whole(before, after);
        var longest = longest(before, after);
        var lines = new ArrayList<Line>();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                lines.add(new Line("same", before.get(i++)));
                j++;
            } else if (j == after.size() || i < before.size() && longest[i + 1][j] >= longest[i][j + 1]) {
                lines.add(new Line("gone", before.get(i++)));
            } else {
                lines.add(new Line("added", after.get(j++)));
            }
        }
        return lines;
    }

    /** Of the lines from each place on, how many follow one another in both. */
    private static int[][] longest(List<String> before, List<String> after) {
        var longest = new int[before.size() + 1][after.size() + 1];
        for (var i = before.size() - 1; i >= 0; i--)
            for (var j = after.size() - 1; j >= 0; j--)
                longest[i][j] = before.get(i).equals(after.get(j))
                        ? longest[i + 1][j + 1] + 1
                        : Math.max(longest[i + 1][j], longest[i][j + 1]);
        return longest;
    }

    private static List<Line> whole(List<String> before, List<String> after) {
        var lines = new ArrayList<Line>();
        before.forEach(it -> lines.add(new Line("gone", it)));
        after.forEach(it -> lines.add(new Line("added", it)));
        return lines;
    }
}
