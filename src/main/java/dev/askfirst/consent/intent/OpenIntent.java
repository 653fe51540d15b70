package dev.askfirst.consent.intent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What somebody looks for, as a sender of a controller sees it to which it is open.
 *
 * @param person as this controller knows them
 * @param channels of the sender by which it may write to them
 * @param left how many messages it still allows, of all controllers together
 * @param words what they said of it themselves
 */
public record OpenIntent(
        UUID id,
        UUID person,
        String controller,
        String topic,
        List<String> channels,
        Instant until,
        int left,
        Optional<String> words) {}
