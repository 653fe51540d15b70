package dev.askfirst.mailbox.reading;

import java.util.List;

/**
 * An address that a notice is about.
 *
 * @param addresses where the message went at last, and where it was sent to at first if the notice says so
 * @param why what the other side said, in a few words
 */
public record FailedRecipient(List<String> addresses, Lasting lasting, String why) {

    /** What a notice says of an address. */
    public enum Lasting {
        /** Nobody is reached there any more. */
        GONE,
        /** This message was not, or not yet, delivered; the address may be good. */
        PASSING,
        /** It was delivered. */
        DELIVERED
    }

    private static final int LONGEST = 500;

    public FailedRecipient {
        addresses = addresses.stream().distinct().toList();
        why = why.strip().replaceAll("\\s+", " ");
        if (why.length() > LONGEST) why = why.substring(0, LONGEST);
    }
}
