package dev.askfirst.consent.contact;

import dev.askfirst.consent.suppression.Suppressions;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.person.key.LiveKeys;
import dev.askfirst.person.key.Vault;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Suppresses the address that a message went to, in the transaction that records the outcome of the message. */
@ApplicationScoped
public class ReportedAddress {

    /**
     * For which controllers the address is suppressed, why, and by whom.
     *
     * @param about the controller whose message this is known from
     */
    public record Order(String about, List<String> controllers, Suppressions.Reason reason, Caller by) {}

    private static final Sql ELSEWHERE = Sql.of("""
            select 1 from suppression where contact_key = any (:keys::uuid[]) and lifted_at is null and reason = :reason
                and by ->> 'sender' <> :sender and controller not in (:about, :all) limit 1""");

    private final Suppressions suppressions;
    private final ContactKeys keys;
    private final Vault vault;

    ReportedAddress(Suppressions suppressions, ContactKeys keys, Vault vault) {
        this.suppressions = suppressions;
        this.keys = keys;
        this.vault = vault;
    }

    private record Filing(ContactKeys.EveryForm forms, LiveKeys live) {}

    /** Does nothing if the address was erased with its person. */
    public void suppress(Connection connection, Instant now, Addressee addressee, Order order) throws SQLException {
        // First of all: fixes the keys that rows are filed under until this transaction ends.
        keys.filing(connection, List.of());
        var filing = filing(connection, addressee);
        if (filing.isEmpty()) return;
        var others = order.reason() == Suppressions.Reason.BOUNCE
                && alsoBouncedElsewhere(connection, filing.get().forms(), order);
        var orders = Stream.concat(order.controllers().stream(), others ? Stream.of(Scope.ALL) : Stream.empty())
                .map(controller -> new Suppressions.Suppress(
                        filing.get().forms(), controller, order.reason(), Optional.empty(), Map.of(), order.by()))
                .toList();
        suppressions.add(connection, now, orders, filing.get().live());
    }

    /**
     * Whether another sender, for another controller, has reported the same: one sender alone cannot block an address
     * for all.
     */
    private static boolean alsoBouncedElsewhere(Connection connection, ContactKeys.EveryForm forms, Order order)
            throws SQLException {
        return ELSEWHERE
                .with(
                        "keys",
                        forms.all().stream().map(ContactKeys.ContactKey::key).toList())
                .with("reason", Suppressions.Reason.BOUNCE)
                .with("sender", order.by().requireSender())
                .with("about", order.about())
                .with("all", Scope.ALL)
                .exists(connection);
    }

    private Optional<Filing> filing(Connection connection, Addressee addressee) throws SQLException {
        return switch (addressee) {
            case Addressee.AtPoint(var id) -> {
                var point = new ContactBook(connection, keys, vault).filedAt(id);
                yield point.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new Filing(point.get().keys(), ContactRemains.filing(connection, keys, point.get())));
            }
            case Addressee.AtContact(var contact) -> {
                var forms = keys.inEveryForm(contact);
                var filed = forms.each().filter(form -> !form.isEmpty()).toList();
                yield Optional.of(new Filing(forms, keys.filing(connection, filed)));
            }
            default -> throw new IllegalArgumentException("a message goes to an address");
        };
    }
}
