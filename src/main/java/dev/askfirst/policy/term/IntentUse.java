package dev.askfirst.policy.term;

import java.util.UUID;

/**
 * The intent that a permit relies on.
 *
 * @param left how many messages it allows after this one
 */
public record IntentUse(UUID id, int left) {}
