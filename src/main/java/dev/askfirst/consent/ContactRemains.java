package dev.askfirst.consent;

import dev.askfirst.audit.Page;
import dev.askfirst.person.ContactKeys;
import dev.askfirst.policy.Scope;
import dev.askfirst.policy.Terms;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stays with an address that is taken from its person, as when somebody is erased: an old list cannot bring back what
 * was said for it before, and what its person objected to stays so. A wrong recipient is cut off from everybody.
 */
final class ContactRemains {

    private final Connection connection;
    private final Suppressions suppressions;
    private final Instant now;

    ContactRemains(Connection connection, Suppressions suppressions, Instant now) {
        this.connection = connection;
        this.suppressions = suppressions;
        this.now = now;
    }

    /** To be called while the address is still theirs. */
    void leave(Act.ContactRemoved act, ContactBook.Entry address, Terms terms) throws SQLException {
        var point = List.of(new Erasure.Point(address.point(), address.key()));
        var orders = switch (act.reason()) {
            case NO_LONGER_USED -> Objections.of(terms, point, act.by());
            case WRONG_RECIPIENT -> List.of(wrongRecipient(act, address));
        };
        if (!orders.isEmpty()) suppressions.add(connection, new Page(now), now, orders, Map.of());
        ErasedContacts.remember(connection, point, now);
    }

    private static Suppressions.Suppress wrongRecipient(Act.ContactRemoved act, ContactBook.Entry address) {
        return new Suppressions.Suppress(
                new ContactKeys.EveryForm(List.of(address.key()), List.of()),
                Scope.ALL,
                Suppressions.Reason.WRONG_RECIPIENT,
                Optional.empty(),
                Map.of(),
                act.by());
    }
}
