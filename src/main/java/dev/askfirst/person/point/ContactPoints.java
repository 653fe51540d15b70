package dev.askfirst.person.point;

import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.person.key.Vault;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Reads a person's addresses with their suppressions: in full for admins and the person, else masked. */
@ApplicationScoped
public class ContactPoints {

    /** Whom a contact point belongs to, and its address, masked; empty while only its hash is known. */
    public record Whose(UUID person, Optional<String> address) {}

    private record Stored(
            UUID id, String scheme, boolean verified, Instant addedAt, Optional<Contact> contact, Set<UUID> keys) {}

    private static final Sql STORED = Sql.of("""
            select c.contact_key, c.point_id, c.scheme, c.value, c.verified, c.added_at, p.data_key
            from contact_point c join person p on p.person_id = c.person_id
            where c.person_id = :person order by c.added_at, c.point_id""");

    private static final Sql AT_POINTS = Sql.of("""
            select c.point_id, c.person_id, c.scheme, c.value, p.data_key
            from contact_point c join person p on p.person_id = c.person_id
            where c.point_id = any (:points::uuid[])""");

    private static final Sql SUPPRESSED = Sql.of("""
            select contact_key, controller from suppression
            where contact_key = any (:keys::uuid[]) and lifted_at is null""");

    private final Vault vault;
    private final ContactKeys keys;

    ContactPoints(Vault vault, ContactKeys keys) {
        this.vault = vault;
        this.keys = keys;
    }

    /** All of a person's, oldest first, as this caller may see them. */
    public List<ContactPoint> of(Connection connection, UUID person, Caller caller) throws SQLException {
        return of(connection, person, caller.is(Caller.ADMIN) || caller.is(Caller.PERSON));
    }

    /** The same as the person themselves sees them. */
    public List<ContactPoint> inFull(Connection connection, UUID person) throws SQLException {
        return of(connection, person, true);
    }

    /** The same as whoever holds a link may see them. */
    public List<ContactPoint> masked(Connection connection, UUID person) throws SQLException {
        return of(connection, person, false);
    }

    /** Whose contact points these are now, each with its address masked; those that are nobody's any more are left out. */
    public Map<UUID, Whose> whose(Connection connection, Collection<UUID> points) throws SQLException {
        var whose = new HashMap<UUID, Whose>();
        if (points.isEmpty()) return whose;
        AT_POINTS.with("points", points).each(connection, row -> {
            var point = row.id("point_id");
            var person = row.id("person_id");
            var scheme = row.text("scheme");
            var key = row.optionalBytes("data_key");
            var masked = row.optionalBytes("value")
                    .map(it -> Contact.ofStored(scheme, vault.open(key.orElseThrow(), person, point, it)))
                    .map(Contact::masked);
            whose.put(point, new Whose(person, masked));
        });
        return whose;
    }

    /** Those that are telephone numbers, in E.164. */
    public Map<UUID, String> numbers(Connection connection, UUID person) throws SQLException {
        var numbers = new HashMap<UUID, String>();
        for (var point : stored(connection, person)) {
            point.contact()
                    .filter(it -> it.scheme().equals("tel"))
                    .ifPresent(it -> numbers.put(point.id(), it.value()));
        }
        return numbers;
    }

    private List<ContactPoint> of(Connection connection, UUID person, boolean inFull) throws SQLException {
        var stored = stored(connection, person);
        var suppressed = suppressed(connection, stored);
        var points = new ArrayList<ContactPoint>(stored.size());
        for (var point : stored) {
            var controllers = new TreeSet<String>();
            for (var key : point.keys()) controllers.addAll(suppressed.getOrDefault(key, Set.of()));
            points.add(new ContactPoint(
                    point.id(),
                    point.scheme(),
                    point.contact().map(inFull ? Contact::uri : Contact::masked),
                    point.verified(),
                    point.addedAt(),
                    List.copyOf(controllers)));
        }
        return points;
    }

    private List<Stored> stored(Connection connection, UUID person) throws SQLException {
        return STORED.with("person", person).list(connection, row -> stored(row, person));
    }

    private Stored stored(Row row, UUID person) throws SQLException {
        var point = row.id("point_id");
        var scheme = row.text("scheme");
        var sealed = row.optionalBytes("value");
        var dataKey = row.optionalBytes("data_key");
        var contact = sealed.map(it -> Contact.ofStored(scheme, vault.open(dataKey.orElseThrow(), person, point, it)));
        // A suppression may be filed under another live version of the contact key than the address, or under another
        // form of it.
        var all = new HashSet<UUID>();
        all.add(row.id("contact_key"));
        contact.ifPresent(it -> keys.inEveryForm(it).all().forEach(key -> all.add(key.key())));
        return new Stored(point, scheme, row.flag("verified"), row.time("added_at"), contact, all);
    }

    private static Map<UUID, Set<String>> suppressed(Connection connection, List<Stored> points) throws SQLException {
        var all = points.stream().flatMap(point -> point.keys().stream()).toList();
        var suppressed = new HashMap<UUID, Set<String>>();
        SUPPRESSED
                .with("keys", all)
                .each(
                        connection,
                        row -> suppressed
                                .computeIfAbsent(row.id("contact_key"), _ -> new HashSet<>())
                                .add(row.text("controller")));
        return suppressed;
    }
}
