package dev.askfirst.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/** Not now: hold the message and ask again at {@code notBefore}. That is when to ask, not leave to send. */
public record Defer(String id, Instant notBefore, List<Reason> reasons, JsonNode json) implements Answer {}
