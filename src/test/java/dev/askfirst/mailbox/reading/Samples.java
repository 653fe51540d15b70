package dev.askfirst.mailbox.reading;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Made-up mails, as text. */
final class Samples {

    private Samples() {}

    static MailParts parts(String mail) {
        return parts(mail.getBytes(StandardCharsets.UTF_8));
    }

    static MailParts parts(byte[] mail) {
        try {
            return MailReader.read(new ByteArrayInputStream(mail), 64 * 1024 * 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a mail means, in a few words: `gone ana@example.org, passing bob@example.org`. */
    static String meaning(String mail) {
        return switch (MailReading.of(parts(mail))) {
            case MailReading.Notice(var recipients) ->
                String.join(", ", recipients.stream().map(Samples::told).toList());
            case MailReading.Complaint(var addresses) -> ("complaint " + String.join(" ", addresses)).strip();
            case MailReading.AutoReply _ -> "auto reply";
            case MailReading.OtherReport _ -> "other report";
            case MailReading.Words _ -> "words";
        };
    }

    private static String told(FailedRecipient it) {
        return (it.lasting().name().toLowerCase(Locale.ROOT) + " " + String.join(" ", it.addresses())).strip();
    }

    /** A delivery status notification as RFC 3464 has it. */
    static String notification(String to, String status, String diagnostic, String returned) {
        return """
                Return-Path: <>
                From: Mail Delivery System <MAILER-DAEMON@mail.acme.example>
                To: bounces@acme.example
                Subject: Undelivered Mail Returned to Sender
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="b1"
                Message-Id: <n-%4$d@mail.acme.example>

                --b1
                Content-Type: text/plain; charset=us-ascii

                Your message could not be delivered to one or more recipients.

                <%1$s>: %3$s

                --b1
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mail.acme.example

                Final-Recipient: rfc822; %1$s
                Action: failed
                Status: %2$s
                Diagnostic-Code: smtp; %3$s

                --b1
                Content-Type: message/rfc822

                %5$s
                --b1--
                """.formatted(
                        to,
                        status,
                        diagnostic,
                        (to + returned).hashCode() & 0xffffffL,
                        returned.indent(0).strip());
    }
}
