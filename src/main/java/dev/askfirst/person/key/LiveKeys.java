package dev.askfirst.person.key;

import dev.askfirst.person.key.ContactKeys.ContactKey;
import java.util.List;
import java.util.stream.Stream;

/**
 * The versions of the contact key that rows of the database may stand under, as one transaction or one look at it found
 * them. New rows are written under the first.
 */
public record LiveKeys(List<Integer> versions) {

    /** As PostgreSQL writes an array: <code>{1,2}</code>. */
    public static LiveKeys parse(String array) {
        return new LiveKeys(Stream.of(array.substring(1, array.length() - 1).split(","))
                .map(Integer::valueOf)
                .toList());
    }

    /** Whether these keys of an address include all live versions, so that all rows about it are found. */
    public boolean coveredBy(List<ContactKey> keys) {
        for (var version : versions) if (!holds(keys, version)) return false;
        return true;
    }

    /** The key of an address under which a new row is filed. */
    public ContactKey current(List<ContactKey> keys) {
        for (var key : keys) if (key.version() == versions.getFirst()) return key;
        throw new IllegalArgumentException("the address has no key of the current version");
    }

    private static boolean holds(List<ContactKey> keys, int version) {
        for (var key : keys) if (key.version() == version) return true;
        return false;
    }
}
