package dev.askfirst.person.deputy;

/** What a person can let a deputy do for them. To say yes is none of it: that takes the person's own code. */
public enum Right {
    /** To say no: to refuse, withdraw and object. */
    NO,
    /** To see what holds for the person, and who asked about them; addresses are masked. */
    SEE,
    /** To set the hours at which messages come, and to begin or lengthen pauses. */
    HOURS
}
