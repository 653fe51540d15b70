package dev.askfirst.mailbox;

import dev.askfirst.catalog.connection.Connection.SoftBounces;
import dev.askfirst.mailbox.reading.MailParts;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.http.IdempotencyKey;
import dev.askfirst.platform.security.Caller;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A mail and to whom it came.
 *
 * @param controllers for whom the sender acts
 * @param channel the sender's own by which it writes e-mail
 * @param softBounces when an address that took no message for now is taken for one that takes none
 */
record Arrived(MailParts mail, Caller by, List<String> controllers, String channel, Optional<SoftBounces> softBounces) {

    String sender() {
        return by.requireSender();
    }

    /** The same for the same mail: what it leads to is recorded once. */
    Optional<IdempotencyKey> key(String part) {
        var identity = HexFormat.of().formatHex(mail.identity());
        return Optional.of(IdempotencyKey.of("mail/" + sender(), identity + "/" + part, identity));
    }

    /** The addresses among these texts that are ones. */
    static List<Contact> contacts(Collection<String> addresses) {
        return addresses.stream().flatMap(it -> contact(it).stream()).distinct().toList();
    }

    static Optional<Contact> contact(String address) {
        return Contact.tryParse("mailto:" + address.replace("%", "%25")).contact();
    }
}
