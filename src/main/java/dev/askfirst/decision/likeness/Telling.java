package dev.askfirst.decision.likeness;

import dev.askfirst.authorship.Sample;
import java.util.List;
import java.util.UUID;

/**
 * What a question tells of a text that is called personal, where that is checked.
 *
 * @param author a keyed hash of the author's name, which is the controller's own
 * @param contacts all keys of the address that the text goes to, of which the first is to be written down
 */
public record Telling(String controller, Sample sample, UUID author, List<UUID> contacts) {}
