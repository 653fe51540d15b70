package dev.askfirst.mailbox.reading;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells answers of programs from answers of people. */
final class AutoReplies {

    private static final List<String> MARKS = List.of(
            "x-autoreply", "x-autorespond", "x-autoresponse", "x-auto-reply", "x-vacation", "x-autorespond-sender");
    private static final Set<String> PRECEDENCES = Set.of("auto_reply", "auto-reply");

    private AutoReplies() {}

    /** By the header fields that programs set (RFC 3834 and what was usual before). */
    static boolean isMarked(MailHeaders headers) {
        // Sent by a program when somebody presses its button: it is that somebody's word.
        if (headers.has("x-apple-unsubscribe")) return false;
        return headers.lower("auto-submitted").startsWith("auto-replied")
                || MARKS.stream().anyMatch(headers::has)
                || PRECEDENCES.contains(headers.lower("precedence"));
    }

    /** By a subject that mail programs give to such answers. */
    static boolean isNamed(MailHeaders headers) {
        return NoticeWords.says(
                "away",
                headers.first("subject").orElse("").toLowerCase(Locale.ROOT).strip());
    }
}
