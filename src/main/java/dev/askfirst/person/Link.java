package dev.askfirst.person;

import java.time.LocalDate;

/** What a link lets its holder do: one purpose, for one address, within one scope. */
public record Link(
        Purpose purpose, Addressee addressee, String controller, String topic, String channel, LocalDate issued) {

    public enum Purpose {
        /** Ends messages of this scope in one step; never expires. */
        ONE_CLICK,
        /** Opens the person's page; for 30 days. */
        PAGE
    }
}
