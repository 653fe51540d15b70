package dev.askfirst.policy;

import java.time.Instant;
import java.util.Optional;

/**
 * What is used up of a cap at one instant.
 *
 * @param source whose cap it is
 * @param used how many permits it counts
 * @param kept how many of them are for the topic of its reserve
 * @param free if no slot is left: the first instant at which there is one again; empty if there never will be
 */
public record CapCount(String source, int used, int kept, Optional<Instant> free) {}
