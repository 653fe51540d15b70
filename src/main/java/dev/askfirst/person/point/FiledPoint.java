package dev.askfirst.person.point;

import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.person.key.ContactKeys.ContactKey;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A contact point with the keys under which its address can be filed.
 *
 * @param stands under which the contact point itself is
 * @param keys all there are; of an address that cannot be read, the one it stands under
 * @param readable whether the address can be read, and not only its hash is known
 */
public record FiledPoint(UUID id, ContactKey stands, ContactKeys.EveryForm keys, boolean readable) {

    /** Whatever it may be filed under. */
    public List<UUID> everyKey() {
        return Stream.concat(Stream.of(stands), keys.all().stream())
                .map(ContactKey::key)
                .distinct()
                .toList();
    }
}
