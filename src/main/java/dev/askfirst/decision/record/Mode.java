package dev.askfirst.decision.record;

/** What a question is asked for. */
public enum Mode {
    /** In order to send: a permit counts against caps. */
    RESERVE,
    /** Only to know: spends nothing. */
    CHECK,
    /** To send, asked by a sender that does not go by the answers yet: spends nothing. */
    SHADOW
}
