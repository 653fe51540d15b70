package dev.askfirst.client;

import java.time.Instant;
import java.util.Optional;

/**
 * Why a message may not go.
 *
 * @param code stable text such as {@code consent_withdrawn}; new ones come, so it is no enum
 * @param detail the same in words
 * @param until when it ends by itself
 */
public record Reason(String code, Optional<String> detail, Optional<Instant> until) {}
