package dev.askfirst.consent;

import dev.askfirst.person.Addressee;
import dev.askfirst.person.ContactKeys;
import dev.askfirst.person.LiveKeys;
import dev.askfirst.person.Vault;
import dev.askfirst.platform.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Suppresses an address by the message that went there, in the transaction of whoever learned what became of it. */
@ApplicationScoped
public class ReportedAddress {

    /** For whom nothing more may go there, why, and who said so. */
    public record Order(List<String> controllers, Suppressions.Reason reason, Caller by) {}

    private final Suppressions suppressions;
    private final ContactKeys keys;
    private final Vault vault;

    ReportedAddress(Suppressions suppressions, ContactKeys keys, Vault vault) {
        this.suppressions = suppressions;
        this.keys = keys;
        this.vault = vault;
    }

    private record Filing(ContactKeys.EveryForm forms, LiveKeys live) {}

    /** Nothing where the address is gone, with the person whose it was. */
    public void suppress(Connection connection, Instant now, Addressee addressee, Order order) throws SQLException {
        // First of all: under which keys something is filed stays the same until this is over.
        keys.filing(connection, List.of());
        var filing = filing(connection, addressee);
        if (filing.isEmpty()) return;
        var orders = order.controllers().stream()
                .map(controller -> new Suppressions.Suppress(
                        filing.get().forms(), controller, order.reason(), Optional.empty(), Map.of(), order.by()))
                .toList();
        suppressions.add(connection, now, orders, filing.get().live());
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
                var filed = Stream.of(forms.usual(), forms.other())
                        .filter(form -> !form.isEmpty())
                        .toList();
                yield Optional.of(new Filing(forms, keys.filing(connection, filed)));
            }
            default -> throw new IllegalArgumentException("a message goes to an address");
        };
    }
}
