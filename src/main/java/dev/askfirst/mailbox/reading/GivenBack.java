package dev.askfirst.mailbox.reading;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A text, parted from the message that it gives back below: many servers put that there as plain text, under a line of
 * their own. It begins where several lines in a row look like the header of a message.
 */
record GivenBack(String text, MailHeaders headers) {

    private static final Pattern FIELD = Pattern.compile("([A-Za-z][A-Za-z0-9-]*) ?:.*");
    private static final Set<String> TELLING = Set.of(
            "received",
            "return-path",
            "message-id",
            "from",
            "date",
            "subject",
            "to",
            "mime-version",
            "content-type",
            "delivered-to",
            "reply-to",
            "dkim-signature",
            "askfirst-decision",
            "list-unsubscribe");
    private static final int FEWEST = 3;

    static GivenBack of(String whole) {
        var lines = MailHeaders.lines(whole).split("\n", -1);
        for (var from = 0; from < lines.length; from++) {
            if (!isTelling(lines[from])) continue;
            var until = end(lines, from);
            if (fields(lines, from, until) >= FEWEST)
                return new GivenBack(joined(lines, 0, from), MailHeaders.ofBlock(joined(lines, from, until)));
            from = until;
        }
        return new GivenBack(whole, MailHeaders.NONE);
    }

    /** What stands before the first empty line. */
    static String head(String message) {
        var lines = MailHeaders.lines(message).stripLeading();
        var end = lines.indexOf("\n\n");
        return end < 0 ? lines : lines.substring(0, end);
    }

    private static int end(String[] lines, int from) {
        var until = from + 1;
        while (until < lines.length && (isField(lines[until]) || continues(lines[until]))) until++;
        return until;
    }

    private static int fields(String[] lines, int from, int until) {
        var telling = new HashSet<String>();
        for (var i = from; i < until; i++) if (isTelling(lines[i])) telling.add(name(lines[i]));
        return telling.size() + (telling.contains("received") ? 1 : 0);
    }

    private static boolean isField(String line) {
        return FIELD.matcher(line).matches();
    }

    private static boolean continues(String line) {
        return !line.isBlank() && Character.isWhitespace(line.charAt(0));
    }

    private static boolean isTelling(String line) {
        return isField(line) && TELLING.contains(name(line));
    }

    private static String name(String line) {
        return line.substring(0, line.indexOf(':')).strip().toLowerCase(Locale.ROOT);
    }

    private static String joined(String[] lines, int from, int until) {
        return String.join("\n", Arrays.asList(lines).subList(from, until));
    }
}
