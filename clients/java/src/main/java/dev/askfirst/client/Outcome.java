package dev.askfirst.client;

/** What became of a permit. */
public enum Outcome {
    SENT,
    NOT_SENT,
    BOUNCED,
    COMPLAINED;

    String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
