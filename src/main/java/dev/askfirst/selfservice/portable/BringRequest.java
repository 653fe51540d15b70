package dev.askfirst.selfservice.portable;

import dev.askfirst.consent.portable.TrustedIssuers;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.json.Checks;
import java.util.Optional;

/**
 * The body of {@code POST /v1/terms}.
 *
 * @param terms the document, as the other installation signed it
 * @param contact one of the person's addresses in it
 * @param code that was sent there; left out, one is sent
 * @param language in which it is sent
 */
record BringRequest(String terms, String contact, String code, String language) {

    private static final int LONGEST_CODE = 20;

    /** The address; a fault with every member that is wrong. */
    Contact checked() {
        var checks = new Checks();
        checks.require("terms", terms);
        if (terms != null && terms.length() > TrustedIssuers.LONGEST)
            checks.error("terms", "is longer than " + TrustedIssuers.LONGEST + " characters");
        var parsed = Contact.tryParse(contact);
        if (parsed.contact().isEmpty()) checks.error("contact", parsed.refusal());
        checks.line("code", code, LONGEST_CODE);
        checks.language("language", language);
        checks.done();
        return parsed.contact().orElseThrow();
    }

    Optional<String> typed() {
        return Optional.ofNullable(code).filter(it -> !it.isBlank());
    }

    @Override
    public String toString() {
        return "terms that are brought";
    }
}
