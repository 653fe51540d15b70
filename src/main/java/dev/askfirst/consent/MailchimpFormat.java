package dev.askfirst.consent;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Times;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * A Mailchimp audience export, one of its three files: subscribed, unsubscribed or cleaned. Which one it is, and what
 * its people said yes to, is the caller's word. Its times are UTC.
 */
record MailchimpFormat(ImportRequest.Checked file, ActRules rules) implements ImportFormat {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    @Override
    public ImportReading read(ImportRow row) {
        var email = row.text("Email Address").orElseThrow(() -> Fault.invalid("Email Address", "is missing"));
        var subscriber = new SubscriberRow(file, rules, email);
        return switch (file.kind()) {
            case GRANTS -> {
                var confirmed = time(row, "CONFIRM_TIME");
                var asked = subscriber.dated("OPTIN_TIME", time(row, "OPTIN_TIME"));
                yield subscriber.grant(asked.or(() -> subscriber.dated("CONFIRM_TIME", confirmed)), confirmed);
            }
            case WITHDRAWALS -> subscriber.withdrawal(subscriber.dated("UNSUB_TIME", time(row, "UNSUB_TIME")));
            case SUPPRESSIONS ->
                subscriber.suppression(
                        Suppressions.Reason.BOUNCE, subscriber.dated("CLEAN_TIME", time(row, "CLEAN_TIME")));
        };
    }

    private static Optional<Instant> time(ImportRow row, String column) {
        return row.text(column).map(text -> {
            try {
                return Times.parse(text)
                        .orElseGet(() -> LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC));
            } catch (DateTimeException _) {
                throw Fault.invalid(column, "is not a time such as `2024-05-22 14:33:02`");
            }
        });
    }
}
