package dev.askfirst.person.contact;

import java.util.UUID;

/** The ways to name a data subject or an address. */
public sealed interface Addressee {

    /** By an address in full. */
    record AtContact(Contact contact) implements Addressee {}

    /** By an address in full that must be one of this person's own. */
    record AtOwnContact(Contact contact, UUID person) implements Addressee {}

    /** By the SHA-256 of a normalised address, which may be nobody's yet. */
    record AtHash(String scheme, HashOfValue hash) implements Addressee {}

    /** By an earlier act of theirs. */
    record OfAct(UUID act) implements Addressee {}

    /** By a contact point that exists. */
    record AtPoint(UUID point) implements Addressee {}

    /** By the person's own id, as staff and the person use it. */
    record AtPerson(UUID person) implements Addressee {}

    /** By the id that this one controller knows the person by. */
    record AtPairwise(UUID id, String controller) implements Addressee {}
}
