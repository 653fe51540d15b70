package dev.askfirst.consent.portable;

import java.util.Optional;

/**
 * Something in a document that was not taken, and why.
 *
 * @param party the controller it is about, as the document names it
 */
public record Left(What what, Optional<String> party, Optional<String> purpose, Optional<String> channel, Why why) {

    public enum What {
        YES,
        NO,
        PAUSE,
        PREFERENCES
    }

    public enum Why {
        UNKNOWN_CONTROLLER,
        UNKNOWN_TOPIC,
        UNKNOWN_CHANNEL,
        /** The words that were agreed to are none that this installation shows. */
        UNKNOWN_NOTICE,
        /** It is about another address than the one that was proved. */
        OTHER_CONTACT,
        /** It is from before a time from which nothing is taken. */
        TOO_OLD,
        /** A rule of this installation does not take it. */
        REFUSED_HERE
    }
}
