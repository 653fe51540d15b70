package dev.askfirst.mailbox.reading;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one mail means. */
public sealed interface MailReading {

    /** A mail server says what became of a message. */
    record Notice(List<FailedRecipient> recipients) implements MailReading {}

    /**
     * Somebody called a message spam.
     *
     * @param addresses of whoever did; mailbox providers often leave them out
     */
    record Complaint(List<String> addresses) implements MailReading {}

    /** A program answered: somebody is away, or a ticket was opened. */
    record AutoReply() implements MailReading {}

    /** A report that says nothing against the message, or nothing that is known here. */
    record OtherReport() implements MailReading {}

    /** Somebody wrote, or something that looks like that. */
    record Words() implements MailReading {}

    /** As a header field, or as one, or a tag, that a report in JSON gives back. */
    Pattern DECISION = Pattern.compile("(?i)askfirst[-_]decision(?:\"\\s*,\\s*\"value)?\"?\\s*:\\s*\\[?\\s*\"?"
            + "([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})");

    /** What a mail means; each kind is told by its form first, and by words only where no form tells it. */
    static MailReading of(MailParts mail) {
        if (!mail.feedback().isEmpty()) return Complaints.of(mail);
        var ses = SesMails.of(mail);
        if (ses.isPresent()) return ses.get();
        var failed = new Notices(mail).failed();
        if (!failed.isEmpty()) return new Notice(failed);
        if (AutoReplies.isMarked(mail.headers()) || AutoReplies.isNamed(mail.headers())) return new AutoReply();
        return new Words();
    }

    /** The decision by which the message that comes back went out. */
    static Optional<UUID> decision(MailParts mail) {
        return mail.returned()
                .first("askfirst-decision")
                .map(it -> "askfirst-decision:" + it)
                .or(() -> Optional.of(mail.text()))
                .map(DECISION::matcher)
                .filter(Matcher::find)
                .map(it -> UUID.fromString(it.group(1)));
    }
}
