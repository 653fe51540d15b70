package dev.askfirst.gate;

import java.util.List;

/**
 * One answer in SMTP, ours or the mail server's.
 *
 * @param lines what stands after the code; at least one
 */
record Reply(int code, List<String> lines) {

    private static final int LONGEST = 480;

    /** One line of ours: anything in it that SMTP could not carry is left out. */
    static Reply of(int code, String text) {
        var plain = text.replaceAll("[^ -~]+", " ").strip();
        return new Reply(code, List.of(plain.substring(0, Math.min(plain.length(), LONGEST))));
    }

    boolean accepted() {
        return code / 100 == 2;
    }

    /** For good, as opposed to for now. */
    boolean permanent() {
        return code / 100 == 5;
    }

    /** What was said first, as a line. */
    String text() {
        return code + " " + lines.getFirst();
    }

    /** As it goes over the wire, without the end of its last line. */
    String written() {
        var text = new StringBuilder();
        for (var i = 0; i < lines.size(); i++) {
            if (i > 0) text.append("\r\n");
            text.append(code).append(i < lines.size() - 1 ? '-' : ' ').append(lines.get(i));
        }
        return text.toString();
    }
}
