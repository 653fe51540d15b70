package dev.askfirst.mailbox.reading;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads feedback reports: RFC 5965, as providers send them to whoever registered, or whom RFC 9477 names. */
final class Complaints {

    /** What people do. The others are about forged senders, and {@code not-spam} takes a complaint back. */
    private static final Set<String> KINDS = Set.of("abuse", "fraud", "virus", "other", "opt-out", "opt-out-list");

    private static final List<String> RECIPIENTS = List.of("original-rcpt-to", "removal-recipient");

    private Complaints() {}

    static MailReading of(MailParts mail) {
        var kinds = mail.feedback().stream()
                .flatMap(it -> it.first("feedback-type").stream())
                .map(it -> it.strip().toLowerCase(Locale.ROOT))
                .toList();
        if (kinds.isEmpty() || !KINDS.containsAll(kinds)) return new MailReading.OtherReport();
        var addresses = mail.feedback().stream()
                .flatMap(block -> RECIPIENTS.stream().flatMap(it -> block.all(it).stream()))
                .flatMap(it -> MailAddresses.in(it).stream())
                .toList();
        return new MailReading.Complaint(addresses);
    }
}
