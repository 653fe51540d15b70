package dev.askfirst.selfservice.portable;

import dev.askfirst.consent.portable.PortableTerms;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.Sha256;

/** What a code is sent for: this document and this address, and no other. */
final class Holder {

    private Holder() {}

    static byte[] of(PortableTerms terms, Contact contact) {
        return Sha256.of(
                String.join("\n", "terms", terms.issuer(), terms.id().toString(), contact.scheme(), contact.value()));
    }
}
