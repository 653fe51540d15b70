package dev.askfirst.person.point;

import static java.util.stream.Collectors.groupingBy;

import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.Vault;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.policy.term.Terms;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
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

    private static final Sql OF = Sql.of("""
            select c.point_id, c.scheme, c.value, c.person_id, p.data_key
            from contact_point c join person p on p.person_id = c.person_id
            where c.person_id = any (:people::uuid[]) and p.person_id = any (:people::uuid[])
            order by c.added_at, c.point_id""");

    private final Vault vault;

    SiblingContacts(Vault vault) {
        this.vault = vault;
    }

    /** The people at these contact points, by contact point. Only wanted addresses are decrypted. */
    public Map<UUID, Somebody> of(Connection connection, Collection<UUID> points, BiPredicate<Terms, UUID> wanted)
            throws SQLException {
        var found = new HashMap<UUID, Somebody>();
        var asked = Owners.at(connection, points).stream().collect(groupingBy(Owners.Owned::person));
        if (asked.isEmpty()) return found;
        OF.with("people", asked.keySet()).each(connection, row -> {
            var point = row.id("point_id");
            for (var at : asked.get(row.id("person_id"))) {
                var somebody = found.computeIfAbsent(at.point(), _ -> new Somebody(at.terms(), new ArrayList<>()));
                if (wanted.test(at.terms(), point))
                    contact(row).ifPresent(contact -> somebody.others().add(new Other(point, contact)));
            }
        });
        return found;
    }

    /** The address of a contact point that still is somebody's. */
    public Optional<Contact> at(Connection connection, UUID point) throws SQLException {
        return Optional.ofNullable(of(connection, List.of(point), (_, other) -> other.equals(point))
                        .get(point))
                .flatMap(somebody -> somebody.others().stream().findFirst())
                .map(Other::contact);
    }

    /** Empty where only a hash is known. */
    private Optional<Contact> contact(Row row) throws SQLException {
        var sealed = row.optionalBytes("value");
        var dataKey = row.optionalBytes("data_key");
        if (sealed.isEmpty() || dataKey.isEmpty()) return Optional.empty();
        var entered = vault.open(dataKey.get(), row.id("person_id"), row.id("point_id"), sealed.get());
        return Optional.of(Contact.ofStored(row.text("scheme"), entered));
    }
}
