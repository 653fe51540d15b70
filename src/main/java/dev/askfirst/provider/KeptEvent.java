package dev.askfirst.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;

/** An event that waits for a human, as the provider sent it. */
public record KeptEvent(UUID id, Instant at, String kind, JsonNode content) {}
