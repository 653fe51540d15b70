package dev.askfirst.authorship;

/**
 * A text, by what is told of it.
 *
 * @param words how many its author wrote
 */
public record Sample(Fingerprint fingerprint, int words) {}
