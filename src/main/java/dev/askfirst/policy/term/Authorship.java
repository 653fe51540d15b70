package dev.askfirst.policy.term;

/** Who wrote the message: a named human, a human with a machine's help, or a machine. */
public enum Authorship {
    PERSONAL,
    ASSISTED,
    AUTOMATED
}
