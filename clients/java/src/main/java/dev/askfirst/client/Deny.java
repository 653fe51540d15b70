package dev.askfirst.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** No: the message is not sent. As a rule only the person can change it, so do not keep asking. */
public record Deny(String id, List<Reason> reasons, JsonNode json) implements Answer {}
