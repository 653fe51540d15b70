package dev.askfirst.person.point;

import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.person.key.ContactKeys.ContactKey;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A contact point with the keys under which its address can be filed.
 *
 * @param stands the key that the contact point itself is filed under
 * @param keys all keys of the address; only {@code stands} if the address cannot be read
 * @param readable whether the address can be read, and not only its hash is known
 */
public record FiledPoint(UUID id, ContactKey stands, ContactKeys.EveryForm keys, boolean readable) {

    /** All keys that rows about it may be filed under. */
    public List<UUID> everyKey() {
        return Stream.concat(Stream.of(stands), keys.all().stream())
                .map(ContactKey::key)
                .distinct()
                .toList();
    }
}
