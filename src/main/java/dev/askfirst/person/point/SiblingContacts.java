package dev.askfirst.person.point;

import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.Vault;
import dev.askfirst.platform.postgres.PgArray;
import dev.askfirst.policy.term.Terms;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;

/** Finds further addresses of the people who were asked about. */
@ApplicationScoped
public class SiblingContacts {

    /** One of their addresses. */
    public record Other(UUID point, Contact contact) {}

    /** Somebody, with those of their addresses that were wanted. */
    public record Somebody(Terms terms, List<Other> others) {}

    private final Vault vault;

    SiblingContacts(Vault vault) {
        this.vault = vault;
    }

    /** The people at these contact points, by contact point. Only wanted addresses are decrypted. */
    public Map<UUID, Somebody> of(Connection connection, Collection<UUID> points, BiPredicate<Terms, UUID> wanted)
            throws SQLException {
        try (var select = connection.prepareStatement("""
                select asked.point_id, t.terms::text, c.point_id, c.scheme, c.value, c.person_id, p.data_key
                from contact_point asked join contact_point c on c.person_id = asked.person_id
                join person p on p.person_id = c.person_id join terms t on t.person_id = c.person_id
                where asked.point_id = any (?) order by c.added_at, c.point_id""")) {
            PgArray.ids(select, 1, points);
            var found = new HashMap<UUID, Somebody>();
            var row = select.executeQuery();
            while (row.next()) {
                var terms = TermsJson.read(row.getBytes(2));
                var somebody = found.computeIfAbsent(
                        row.getObject(1, UUID.class), _ -> new Somebody(terms, new ArrayList<>()));
                var point = row.getObject(3, UUID.class);
                if (wanted.test(terms, point)) {
                    contact(row).ifPresent(contact -> somebody.others().add(new Other(point, contact)));
                }
            }
            return found;
        }
    }

    /** The address of a contact point that still is somebody's. */
    public Optional<Contact> at(Connection connection, UUID point) throws SQLException {
        return Optional.ofNullable(of(connection, List.of(point), (_, other) -> other.equals(point))
                        .get(point))
                .flatMap(somebody -> somebody.others().stream().findFirst())
                .map(Other::contact);
    }

    /** Empty where only a hash is known. */
    private Optional<Contact> contact(ResultSet row) throws SQLException {
        var sealed = row.getBytes(5);
        if (sealed == null || row.getBytes(7) == null) return Optional.empty();
        var person = row.getObject(6, UUID.class);
        var entered = vault.open(row.getBytes(7), person, row.getObject(3, UUID.class), sealed);
        return Optional.of(Contact.ofStored(row.getString(4), entered));
    }
}
