package dev.askfirst.decision;

/** What a question is asked for. */
public enum Mode {
    /** In order to send: a permit counts against caps. */
    RESERVE,
    /** Only to know: spends nothing. */
    CHECK
}
