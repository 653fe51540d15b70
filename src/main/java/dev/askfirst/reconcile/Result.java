package dev.askfirst.reconcile;

/** What one row of a delivery report turned out to be. */
public enum Result {
    /** A permit was in force, and nothing else was sent on it. */
    SENT_WITH_PERMIT,
    /** Nothing was asked, or not for this message. */
    SENT_WITHOUT_ASKING,
    /** There was a permit, and it was over. */
    SENT_AFTER_EXPIRY,
    /** The last answer was no, or not yet. */
    SENT_AGAINST_DENY,
    /** A permit on which nothing was sent. */
    PERMIT_UNUSED,
    /** Nothing can be made of the row. */
    REJECTED
}
