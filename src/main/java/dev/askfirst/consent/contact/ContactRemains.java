package dev.askfirst.consent.contact;

import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.suppression.Objections;
import dev.askfirst.consent.suppression.SuppressedAddressees;
import dev.askfirst.consent.suppression.Suppressions;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.person.key.LiveKeys;
import dev.askfirst.person.point.FiledPoint;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stays when an address is taken from its person, as in an erasure: acts from before are refused, so that an old
 * list cannot bring them back, and standing objections become suppressions. If it was the address of a wrong recipient,
 * nobody may write to it any more.
 */
public final class ContactRemains {

    private final Connection connection;
    private final Suppressions suppressions;
    private final ContactKeys keys;
    private final Instant now;
    private final Instant taken;

    public ContactRemains(Connection connection, Suppressions suppressions, ContactKeys keys, Instant now) {
        this(connection, suppressions, keys, now, now);
    }

    /** @param taken when the address was taken from its person, if that is made up for now */
    public ContactRemains(
            Connection connection, Suppressions suppressions, ContactKeys keys, Instant now, Instant taken) {
        this.connection = connection;
        this.suppressions = suppressions;
        this.keys = keys;
        this.now = now;
        this.taken = taken;
    }

    /** To be called while the address is still theirs. */
    public void leave(Act.ContactRemoved act, FiledPoint point, Terms terms) throws SQLException {
        leave(
                point,
                switch (act.reason()) {
                    case NO_LONGER_USED -> Objections.of(terms, point, act.by());
                    case WRONG_RECIPIENT -> List.of(wrongRecipient(act, point));
                });
        SuppressedAddressees.forget(connection, point.everyKey());
        PersonalRows.deleteOutcomeTexts(connection, point.id());
    }

    public void leave(FiledPoint point, List<Suppressions.Suppress> orders) throws SQLException {
        var filing = filing(connection, keys, point);
        if (!orders.isEmpty()) suppressions.add(connection, now, orders, filing);
        ErasedContacts.remember(connection, filing.current(point.keys().usual()), taken);
    }

    /** The keys to file under: of an address that can no longer be decrypted, the key that its row has. */
    static LiveKeys filing(Connection connection, ContactKeys keys, FiledPoint point) throws SQLException {
        if (!point.readable()) return new LiveKeys(List.of(point.stands().version()));
        var forms = point.keys().each().filter(form -> !form.isEmpty()).toList();
        return keys.filing(connection, forms);
    }

    private static Suppressions.Suppress wrongRecipient(Act.ContactRemoved act, FiledPoint point) {
        return new Suppressions.Suppress(
                point.keys(), Scope.ALL, Suppressions.Reason.WRONG_RECIPIENT, Optional.empty(), Map.of(), act.by());
    }
}
