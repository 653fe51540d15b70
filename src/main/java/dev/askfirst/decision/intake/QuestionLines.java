package dev.askfirst.decision.intake;

import static dev.askfirst.platform.ProblemCode.TOO_LARGE;

import dev.askfirst.platform.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads questions line by line: as many lines at a time as have arrived, and never more of a line than may be valid.
 */
final class QuestionLines {

    /** The longest line, in bytes. */
    static final int LONGEST = 64 * 1024;

    /** The most lines that are returned at once. */
    private static final int MOST = 256;

    private final InputStream in;
    private final byte[] bytes = new byte[2 * LONGEST];
    private int from;
    private int to;
    private boolean overlong;
    private boolean ended;

    QuestionLines(InputStream in) {
        this.in = in;
    }

    /** The lines that have arrived; waits for at least one. Empty after the last line. */
    List<QuestionReader.Item> next() throws IOException {
        var items = new ArrayList<QuestionReader.Item>();
        while (items.isEmpty() && !(ended && from == to && !overlong)) {
            take(items);
            if (items.isEmpty() && !ended) fill();
            else if (items.isEmpty()) last(items);
        }
        return items;
    }

    private void take(List<QuestionReader.Item> items) {
        for (var end = end(); end >= 0 && items.size() < MOST; end = end()) {
            if (!isBlank(end)) items.add(line(end));
            from = end + 1;
        }
    }

    private QuestionReader.Item line(int end) {
        var fits = !overlong && end - from <= LONGEST;
        overlong = false;
        return fits
                ? QuestionReader.line(bytes, from, end - from)
                : new QuestionReader.Item.Wrong(Fault.of(TOO_LARGE, "the line is over " + LONGEST + " bytes"));
    }

    /** Adds the text after the last line feed as a line. */
    private void last(List<QuestionReader.Item> items) {
        if (!isBlank(to)) items.add(line(to));
        from = to;
    }

    /** Whether the line is blank; blank lines are skipped. */
    private boolean isBlank(int end) {
        if (overlong) return false;
        for (var i = from; i < end; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') return false;
        }
        return true;
    }

    private int end() {
        for (var i = from; i < to; i++) if (bytes[i] == '\n') return i;
        return -1;
    }

    private void fill() throws IOException {
        if (from > 0) {
            System.arraycopy(bytes, from, bytes, 0, to - from);
            to -= from;
            from = 0;
        }
        if (to > LONGEST) {
            // The rest of a line that is too long is skipped as it arrives.
            overlong = true;
            to = 0;
        }
        var read = in.read(bytes, to, bytes.length - to);
        if (read < 0) ended = true;
        else to += read;
    }
}
