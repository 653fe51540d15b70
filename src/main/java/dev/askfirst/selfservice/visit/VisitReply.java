package dev.askfirst.selfservice.visit;

import java.time.Instant;

/**
 * A visit that can be made.
 *
 * @param url opens it, once
 * @param expiresAt the first instant at which it does not
 */
record VisitReply(String url, Instant expiresAt) {}
