package dev.askfirst.outbound.push;

import dev.askfirst.outbound.push.Standing.Suppressed;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.person.key.Vault;
import dev.askfirst.person.point.Owners;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.policy.term.Terms;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads what people have said, and by which addresses they are reached. */
@ApplicationScoped
class PushPeople {

    /** A contact point that can be written to, and what holds there. */
    record Reached(UUID point, UUID person, Terms terms, List<Suppressed> suppressed) {}

    private record Stored(UUID point, Set<UUID> keys) {}

    private static final String READABLE = """
            select c.point_id, c.person_id, c.contact_key, c.scheme, c.value, p.data_key
            from contact_point c join person p on p.person_id = c.person_id
            where c.value is not null and p.data_key is not null and p.erased_at is null""";
    private static final Sql OF_PEOPLE =
            Sql.of(READABLE + " and c.person_id = any (:people::uuid[]) and c.scheme = any (:schemes::text[])");
    private static final Sql AT_POINT = Sql.of(READABLE + " and c.point_id = :point");
    private static final Sql SUPPRESSED = Sql.of("""
            select contact_key, controller, reason, at from suppression
            where contact_key = any (:keys::uuid[]) and lifted_at is null and controller in ('*', :controller)""");

    private final Vault vault;
    private final ContactKeys keys;

    PushPeople(Vault vault, ContactKeys keys) {
        this.vault = vault;
        this.keys = keys;
    }

    /** The contact points of these people under these schemes, with what is suppressed for this controller. */
    List<Reached> of(Connection connection, Collection<UUID> people, Set<String> schemes, String controller)
            throws SQLException {
        if (people.isEmpty()) return List.of();
        var stored = OF_PEOPLE
                .with("people", people)
                .with("schemes", schemes)
                .list(connection, row -> new Stored(row.id("point_id"), keysOf(row)));
        if (stored.isEmpty()) return List.of();
        var suppressed = suppressed(connection, stored, controller);
        var byPoint = new HashMap<UUID, Set<UUID>>();
        stored.forEach(it -> byPoint.put(it.point(), it.keys()));
        var reached = new ArrayList<Reached>(stored.size());
        for (var it : Owners.at(connection, byPoint.keySet())) {
            var here = byPoint.get(it.point()).stream()
                    .flatMap(key -> suppressed.getOrDefault(key, List.of()).stream())
                    .toList();
            reached.add(new Reached(it.point(), it.person(), it.terms(), here));
        }
        return reached;
    }

    /** The address at a contact point; empty if it is nobody's any more. */
    Optional<Contact> at(Connection connection, UUID point) throws SQLException {
        return AT_POINT.with("point", point).first(connection, this::contact);
    }

    /** The addresses of these people under these schemes. */
    List<Contact> contacts(Connection connection, Collection<UUID> people, Set<String> schemes) throws SQLException {
        return OF_PEOPLE.with("people", people).with("schemes", schemes).list(connection, this::contact);
    }

    private Map<UUID, List<Suppressed>> suppressed(Connection connection, List<Stored> stored, String controller)
            throws SQLException {
        var all = stored.stream().flatMap(it -> it.keys().stream()).toList();
        var suppressed = new HashMap<UUID, List<Suppressed>>();
        SUPPRESSED
                .with("keys", all)
                .with("controller", controller)
                .each(
                        connection,
                        row -> suppressed
                                .computeIfAbsent(row.id("contact_key"), _ -> new ArrayList<>())
                                .add(new Suppressed(row.text("controller"), row.text("reason"), row.time("at"))));
        return suppressed;
    }

    /** A suppression may be filed under another live version of the key, or under another form of the address. */
    private Set<UUID> keysOf(Row row) throws SQLException {
        var all = new HashSet<UUID>();
        all.add(row.id("contact_key"));
        keys.inEveryForm(contact(row)).all().forEach(it -> all.add(it.key()));
        return all;
    }

    private Contact contact(Row row) throws SQLException {
        var entered = vault.open(row.bytes("data_key"), row.id("person_id"), row.id("point_id"), row.bytes("value"));
        return Contact.ofStored(row.text("scheme"), entered);
    }
}
