package dev.askfirst.decision.intake;

import java.time.Instant;
import java.time.YearMonth;

/**
 * What a sender makes fingerprints with by itself.
 *
 * @param key 32 bytes, in base64
 * @param until the first instant at which another key is in use
 */
record FingerprintKeyReply(String controller, YearMonth month, byte[] key, Instant until) {}
