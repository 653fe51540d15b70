package dev.askfirst.policy.term;

/**
 * How far a text that is called personal had spread when it was asked about.
 *
 * @param contacts to how many addresses the controller's senders wrote it within 30 days, this one included
 * @param copies how many of them got the very same text, or else how many variants of it there are: whichever is more
 * @param others to how many they wrote texts that have as much in common with it, but are of another length
 * @param words how many words were written in its author's name within an hour, at most 1,200 of each text, those of this text included unless they were
 *     written before
 */
public record Spread(int contacts, int copies, int others, int words) {}
