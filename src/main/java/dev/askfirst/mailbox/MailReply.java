package dev.askfirst.mailbox;

import java.util.UUID;

/** What a caller learns of a mail that it handed on. */
record MailReply(Understood understood, UUID id) {

    /** What the mail meant, as far as something follows from it. */
    enum Understood {
        BOUNCE,
        SOFT_BOUNCE,
        COMPLAINT,
        UNSUBSCRIBE,
        STOP,
        AUTO_REPLY,
        NONE
    }
}
