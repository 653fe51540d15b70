package dev.askfirst.policy.term;

/** Whether a sender is believed when it says that a human wrote a message: always, on trial, or as far as its texts bear it out. */
public enum AuthorshipCheck {
    OFF,
    /** What would have been answered is recorded, and changes no answer. */
    SHADOW,
    ON
}
