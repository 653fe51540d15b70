package dev.askfirst.consent.contact;

import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.person.key.Vault;
import dev.askfirst.person.point.FiledPoint;
import dev.askfirst.person.usage.UsageRepository;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.postgres.PgArray;
import java.sql.Connection;
import java.sql.ResultSet;
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
            "select point_id, person_id, scheme, verified, contact_key, key_version from contact_point ";

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
        try (var select = connection.prepareStatement(ENTRY + "where contact_key = any (?)")) {
            PgArray.ids(select, 1, all);
            return first(select);
        }
    }

    public Optional<Entry> find(UUID person, UUID point) throws SQLException {
        try (var select = connection.prepareStatement(ENTRY + "where person_id = ? and point_id = ?")) {
            select.setObject(1, person);
            select.setObject(2, point);
            return first(select);
        }
    }

    public long count(UUID person) throws SQLException {
        try (var select = connection.prepareStatement("select count(*) from contact_point where person_id = ?")) {
            select.setObject(1, person);
            var row = select.executeQuery();
            row.next();
            return row.getLong(1);
        }
    }

    /** Adds an address that is nobody's; false if it has just become somebody's. */
    public boolean add(UUID person, UUID point, Contact contact, boolean verified) throws SQLException {
        var all = keys.of(contact);
        var key = keys.filing(connection, List.of(all)).current(all);
        try (var insert = connection.prepareStatement("""
                insert into contact_point
                    (contact_key, key_version, point_id, person_id, scheme, value, verified, added_at)
                values (?, ?, ?, ?, ?, ?, ?, clock_timestamp()) on conflict do nothing""")) {
            insert.setObject(1, key.key());
            insert.setInt(2, key.version());
            insert.setObject(3, point);
            insert.setObject(4, person);
            insert.setString(5, contact.scheme());
            insert.setBytes(6, vault.seal(dataKey(person), person, point, contact));
            insert.setBoolean(7, verified);
            if (insert.executeUpdate() != 1) return false;
        }
        // Usage of people is locked before that of addresses that are nobody's, as everywhere.
        UsageRepository.lock(connection, person);
        UsageRepository.adopt(connection, Map.of(key, person));
        return true;
    }

    public void verify(UUID point) throws SQLException {
        update("update contact_point set verified = true where point_id = ?", point);
    }

    public void remove(UUID point) throws SQLException {
        update("delete from contact_point where point_id = ?", point);
    }

    /** A person's contact points, locked, with every key under which rows about their addresses may be filed. */
    public List<FiledPoint> filed(UUID person) throws SQLException {
        return filed("c.person_id = ?", person);
    }

    /** One contact point, locked in the same way. */
    Optional<FiledPoint> filedAt(UUID point) throws SQLException {
        return filed("c.point_id = ?", point).stream().findFirst();
    }

    private List<FiledPoint> filed(String which, UUID id) throws SQLException {
        try (var select = connection.prepareStatement("""
                select c.point_id, c.contact_key, c.key_version, c.scheme, c.value, p.data_key, c.person_id
                from contact_point c join person p on p.person_id = c.person_id
                where %s order by c.contact_key for update of c""".formatted(which))) {
            select.setObject(1, id);
            var filed = new ArrayList<FiledPoint>();
            var row = select.executeQuery();
            while (row.next()) filed.add(filed(row, row.getObject(7, UUID.class)));
            return filed;
        }
    }

    private FiledPoint filed(ResultSet row, UUID person) throws SQLException {
        var point = row.getObject(1, UUID.class);
        var stands = new ContactKeys.ContactKey(row.getObject(2, UUID.class), row.getInt(3));
        var alone = new FiledPoint(point, stands, new ContactKeys.EveryForm(List.of(stands), List.of()), false);
        if (row.getBytes(5) == null) return alone;
        try {
            var entered = vault.open(row.getBytes(6), person, point, row.getBytes(5));
            var contact = Contact.ofStored(row.getString(4), entered);
            return new FiledPoint(point, stands, keys.inEveryForm(contact), true);
        } catch (IllegalStateException | Fault _) {
            // An address that can no longer be decrypted can still be forgotten, by the key that its row has.
            return alone;
        }
    }

    private byte[] dataKey(UUID person) throws SQLException {
        try (var select = connection.prepareStatement("select data_key from person where person_id = ?")) {
            select.setObject(1, person);
            var row = select.executeQuery();
            row.next();
            return row.getBytes(1);
        }
    }

    private void update(String sql, UUID point) throws SQLException {
        try (var update = connection.prepareStatement(sql)) {
            update.setObject(1, point);
            update.executeUpdate();
        }
    }

    private static Optional<Entry> first(java.sql.PreparedStatement select) throws SQLException {
        var row = select.executeQuery();
        if (!row.next()) return Optional.empty();
        return Optional.of(new Entry(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getBoolean(4),
                new ContactKeys.ContactKey(row.getObject(5, UUID.class), row.getInt(6))));
    }
}
