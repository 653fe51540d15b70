package dev.askfirst.consent.suppression;

import dev.askfirst.outbound.feed.Change;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.person.point.Owners;
import dev.askfirst.platform.json.Json;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A known person at a contact point, and what may be disclosed about them.
 *
 * @param version of their terms, which are read without a lock
 */
public record KnownContact(UUID point, String scheme, UUID person, long version, Terms terms) {

    /** The controllers to which they ever said anything: no other may learn that the person is known. */
    public List<String> spokenTo() {
        return terms.controllers();
    }

    /** The person at the address that has these keys, if there is one. */
    public static Optional<KnownContact> at(Connection connection, List<ContactKeys.ContactKey> keys)
            throws SQLException {
        var all = keys.stream().map(ContactKeys.ContactKey::key).toList();
        return by(connection, all).values().stream().findFirst();
    }

    /** The known people at these contact keys. */
    public static Map<UUID, KnownContact> by(Connection connection, Collection<UUID> contactKeys) throws SQLException {
        var known = new HashMap<UUID, KnownContact>();
        for (var it : Owners.atKeys(connection, contactKeys))
            known.put(it.key(), new KnownContact(it.point(), it.scheme(), it.person(), it.version(), it.terms()));
        return known;
    }

    /**
     * The change for subscribers. Only controllers to which the person said something get it; if the suppression is for
     * another controller, only staff do.
     */
    Change told(Change.Type type, UUID id, Instant at, String controller, Suppressions.Reason reason) {
        var data = Change.noData().put("reason", Json.text(reason)).put("scheme", scheme);
        var all = controller.equals(Scope.ALL);
        var heard = all || terms.spokenTo(controller);
        if (!heard) data.put("orderedFor", controller);
        return new Change(
                id,
                type,
                Optional.of(person),
                version,
                heard ? controller : Scope.ALL,
                all ? spokenTo() : List.of(),
                at,
                data);
    }
}
