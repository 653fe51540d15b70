package dev.askfirst.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What the service answered, and has on record: one of three. Only a {@link Permit} lets the message go. */
public sealed interface Answer permits Permit, Defer, Deny {

    /** Of the decision, as it stands in the record. */
    String id();

    /** Why it is not a permit; empty for one. */
    List<Reason> reasons();

    /** All of it as it came, with members that this version does not know. */
    JsonNode json();
}
