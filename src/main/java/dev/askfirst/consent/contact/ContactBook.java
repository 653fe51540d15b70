package dev.askfirst.consent.contact;

import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.person.key.Vault;
import dev.askfirst.person.point.FiledPoint;
import dev.askfirst.person.point.Homes;
import dev.askfirst.person.usage.Holder;
import dev.askfirst.person.usage.UsageRepository;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The addresses of people, within one transaction: looked up, added, verified, removed. */
public final class ContactBook {

    /** An address that is somebody's. */
    public record Entry(UUID point, UUID person, String scheme, boolean verified, ContactKeys.ContactKey key) {}

    private static final String ENTRY =
            "select point_id, person_id, scheme, verified, contact_key, key_version, shard from contact_point ";

    private static final Sql BY_KEYS = Sql.of(ENTRY + "where contact_key = any (:keys::uuid[])");
    private static final Sql OF_PERSON = Sql.of(ENTRY + "where person_id = :person and point_id = :point");
    private static final Sql COUNT = Sql.of("select count(*) as n from contact_point where person_id = :person");
    private static final Sql INSERT = Sql.of("""
            insert into contact_point
                (contact_key, key_version, point_id, person_id, scheme, value, verified, added_at, shard, home)
            values (:key, :version, :point, :person, :scheme, :value, :verified, clock_timestamp(), :shard, :home)
            on conflict do nothing""");
    private static final Sql VERIFY = Sql.of("update contact_point set verified = true where point_id = :point");
    private static final Sql REMOVE = Sql.of("delete from contact_point where point_id = :point");
    private static final String FILED = """
            select c.point_id, c.contact_key, c.key_version, c.shard, c.scheme, c.value, p.data_key, c.person_id
            from contact_point c join person p on p.person_id = c.person_id
            where %s and c.shard = :shard order by c.contact_key for update of c""";
    private static final Sql FILED_OF = Sql.of(FILED.formatted("c.person_id = :person"));
    private static final Sql FILED_AT = Sql.of(FILED.formatted("c.point_id = :point"));
    private static final Sql DATA_KEY = Sql.of("select data_key from person where person_id = :person");

    private final Connection connection;
    private final ContactKeys keys;
    private final Vault vault;

    public ContactBook(Connection connection, ContactKeys keys, Vault vault) {
        this.connection = connection;
        this.keys = keys;
        this.vault = vault;
    }

    public Optional<Entry> find(Contact contact) throws SQLException {
        var all = keys.of(contact).stream().map(ContactKeys.ContactKey::key).toList();
        return BY_KEYS.with("keys", all).first(connection, ContactBook::entry);
    }

    public Optional<Entry> find(UUID person, UUID point) throws SQLException {
        return OF_PERSON.with("person", person).with("point", point).first(connection, ContactBook::entry);
    }

    public long count(UUID person) throws SQLException {
        return COUNT.with("person", person)
                .first(connection, row -> row.number("n"))
                .orElseThrow();
    }

    /** Adds an address that is nobody's; false if it has just become somebody's. */
    public boolean add(UUID person, UUID point, Contact contact, boolean verified) throws SQLException {
        var all = keys.of(contact);
        var key = keys.filing(connection, List.of(all)).current(all);
        var home = Homes.of(connection, person).orElseThrow();
        var inserted = INSERT.with("key", key.key())
                .with("version", key.version())
                .with("point", point)
                .with("person", person)
                .with("scheme", contact.scheme())
                .with("value", vault.seal(dataKey(person), person, point, contact))
                .with("verified", verified)
                .with("shard", key.shard())
                .with("home", home)
                .update(connection);
        if (inserted != 1) return false;
        var holder = new Holder.Known(person, home);
        // Usage of people is locked before that of addresses that are nobody's, as everywhere.
        UsageRepository.lock(connection, holder);
        UsageRepository.adopt(connection, Map.of(key, holder));
        return true;
    }

    public void verify(UUID point) throws SQLException {
        VERIFY.with("point", point).update(connection);
    }

    public void remove(UUID point) throws SQLException {
        REMOVE.with("point", point).update(connection);
    }

    /** A person's contact points, locked, with every key under which rows about their addresses may be filed. */
    public List<FiledPoint> filed(UUID person) throws SQLException {
        var points = new ArrayList<FiledPoint>();
        for (var shard : Homes.ofPoints(connection, person))
            points.addAll(FILED_OF.with("person", person).with("shard", shard).list(connection, this::filed));
        return points;
    }

    /** One contact point, locked in the same way. */
    Optional<FiledPoint> filedAt(UUID point) throws SQLException {
        var shard = Homes.ofPoint(connection, point);
        if (shard.isEmpty()) return Optional.empty();
        return FILED_AT.with("point", point).with("shard", shard.get()).first(connection, this::filed);
    }

    private FiledPoint filed(Row row) throws SQLException {
        var person = row.id("person_id");
        var point = row.id("point_id");
        var stands = new ContactKeys.ContactKey(row.id("contact_key"), row.integer("key_version"), row.small("shard"));
        var alone = new FiledPoint(point, stands, new ContactKeys.EveryForm(List.of(stands), List.of()), false);
        var sealed = row.optionalBytes("value");
        if (sealed.isEmpty()) return alone;
        try {
            var entered = vault.open(row.bytes("data_key"), person, point, sealed.get());
            var contact = Contact.ofStored(row.text("scheme"), entered);
            return new FiledPoint(point, stands, keys.inEveryForm(contact), true);
        } catch (IllegalStateException | Fault _) {
            // An address that can no longer be decrypted can still be forgotten, by the key that its row has.
            return alone;
        }
    }

    private byte[] dataKey(UUID person) throws SQLException {
        return DATA_KEY.with("person", person)
                .first(connection, row -> row.bytes("data_key"))
                .orElseThrow();
    }

    private static Entry entry(Row row) throws SQLException {
        return new Entry(
                row.id("point_id"),
                row.id("person_id"),
                row.text("scheme"),
                row.flag("verified"),
                new ContactKeys.ContactKey(row.id("contact_key"), row.integer("key_version"), row.small("shard")));
    }
}
