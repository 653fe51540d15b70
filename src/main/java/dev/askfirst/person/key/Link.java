package dev.askfirst.person.key;

import dev.askfirst.person.contact.Addressee;
import java.time.Instant;

/**
 * What a link lets its holder do: one purpose, for one address, within one scope.
 *
 * @param addressee the hash of the address, by which its current contact point is found. Older links name a contact
 *     point instead, which does not outlive the removal of the address
 */
public record Link(
        Purpose purpose, Addressee addressee, String controller, String topic, String channel, Instant issued) {

    public enum Purpose {
        /** Ends messages of this scope in one step; never expires. */
        ONE_CLICK,
        /** Opens the person's page; for 30 days. */
        PAGE
    }
}
