package dev.askfirst.consent.human;

import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.security.Caller;
import java.util.Optional;
import java.util.UUID;

/**
 * The body of {@code POST /v1/human-requests}: who wants to talk to a human of which controller, and about what.
 *
 * @param contact an address of theirs, or else {@code person}; a person who asks for themselves names neither
 */
public record HumanRequestBody(String contact, UUID person, String controller, String text) {

    /** Characters of a request, and of an answer. */
    public static final int LONGEST = 3000;

    /** Checks everything that needs no catalog, and returns whom it is about, as this caller names people. */
    Addressee checked(Checks checks, Caller caller) {
        var self = isPerson(caller);
        if (self && (contact != null || person != null))
            checks.error("contact", "is left out by whoever asks for themselves");
        if (!self && (contact == null) == (person == null))
            checks.error("contact", "must be given, or `person`, and not both");
        var parsed = contact == null || self ? Optional.<Contact>empty() : parsed(checks);
        checks.id("controller", controller);
        checks.require("text", text);
        checks.words("text", text, LONGEST);
        checks.done();
        if (self) return new Addressee.AtPerson(caller.requirePerson());
        if (parsed.isPresent()) return new Addressee.AtContact(parsed.get());
        return caller.isStaff() ? new Addressee.AtPerson(person) : new Addressee.AtPairwise(person, controller);
    }

    static boolean isPerson(Caller caller) {
        return caller.is(Caller.PERSON) && !caller.isStaff() && !caller.is(Caller.SENDER);
    }

    private Optional<Contact> parsed(Checks checks) {
        var parsed = Contact.tryParse(contact);
        if (parsed.contact().isEmpty()) checks.error("contact", parsed.refusal());
        return parsed.contact();
    }
}
