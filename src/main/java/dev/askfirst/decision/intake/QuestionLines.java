package dev.askfirst.decision.intake;

import static dev.askfirst.platform.ProblemCode.TOO_LARGE;

import dev.askfirst.platform.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads questions line by line, never more of them at once than came together, and never a long line whole. */
final class QuestionLines {

    /** As long as one question may be. */
    static final int LONGEST = 64 * 1024;

    /** Lines that are given at once. */
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

    /** The lines that are here, waiting for at least one; none after the last. */
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

    /** What stands after the last line feed is a line too. */
    private void last(List<QuestionReader.Item> items) {
        if (!isBlank(to)) items.add(line(to));
        from = to;
    }

    /** A line of nothing asks nothing and is skipped. */
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
            // What is too long is skipped as it comes.
            overlong = true;
            to = 0;
        }
        var read = in.read(bytes, to, bytes.length - to);
        if (read < 0) ended = true;
        else to += read;
    }
}
