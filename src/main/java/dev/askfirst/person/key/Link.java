package dev.askfirst.person.key;

import dev.askfirst.person.contact.Addressee;
import java.time.Instant;

/**
 * What a link lets its holder do: one purpose, for one address, within one scope.
 *
 * @param addressee by the hash of the address: it finds the address wherever it stands by now. Links of earlier days name a
 *     contact point, which is gone once the address is
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
