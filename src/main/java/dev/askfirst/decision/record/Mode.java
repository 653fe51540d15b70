package dev.askfirst.decision.record;

/** The purpose of a question. */
public enum Mode {
    /** In order to send: a permit counts against caps. */
    RESERVE,
    /** Only to know the answer: takes no slot. */
    CHECK,
    /** In order to send, by a sender that does not act on the answers yet: takes no slot. */
    SHADOW
}
