package dev.askfirst.consent.event;

import java.time.Instant;
import java.util.Optional;

/**
 * From when until when a yes holds. An instant that is absent is the one of recording for {@code at}, and follows from the
 * catalog for {@code expires}.
 *
 * @param at when it was given
 * @param confirmation when a double opt-in that was confirmed elsewhere was confirmed (imports only)
 * @param expires when it ends at the latest
 */
public record Validity(Optional<Instant> at, Optional<Instant> confirmation, Optional<Instant> expires) {}
