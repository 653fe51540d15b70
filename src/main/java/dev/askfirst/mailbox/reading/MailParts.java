package dev.askfirst.mailbox.reading;

import java.util.List;

/**
 * What was taken out of one message.
 *
 * @param whole its text
 * @param text the same without a message that it gives back
 * @param statuses the blocks of its delivery status parts (RFC 3464), the message's own first
 * @param feedback the fields of its feedback reports (RFC 5965)
 * @param returned the header fields of the message that it gives back
 * @param identity the same for the same message, however often and by whatever way it comes
 */
public record MailParts(
        MailHeaders headers,
        String whole,
        String text,
        List<MailHeaders> statuses,
        List<MailHeaders> feedback,
        MailHeaders returned,
        byte[] identity) {}
