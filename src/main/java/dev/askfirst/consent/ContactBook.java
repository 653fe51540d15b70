package dev.askfirst.consent;

import dev.askfirst.person.Contact;
import dev.askfirst.person.ContactKeys;
import dev.askfirst.person.Vault;
import dev.askfirst.platform.PgArray;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Whose an address is, within one transaction: looked up, added, verified, taken away. */
final class ContactBook {

    /** An address that is somebody's. */
    record Entry(UUID point, UUID person, String scheme, boolean verified, ContactKeys.ContactKey key) {}

    private static final String ENTRY =
            "select point_id, person_id, scheme, verified, contact_key, key_version from contact_point ";

    private final Connection connection;
    private final ContactKeys keys;
    private final Vault vault;

    ContactBook(Connection connection, ContactKeys keys, Vault vault) {
        this.connection = connection;
        this.keys = keys;
        this.vault = vault;
    }

    Optional<Entry> find(Contact contact) throws SQLException {
        var all = keys.of(contact).stream().map(ContactKeys.ContactKey::key).toList();
        try (var select = connection.prepareStatement(ENTRY + "where contact_key = any (?)")) {
            PgArray.ids(select, 1, all);
            return first(select);
        }
    }

    Optional<Entry> find(UUID person, UUID point) throws SQLException {
        try (var select = connection.prepareStatement(ENTRY + "where person_id = ? and point_id = ?")) {
            select.setObject(1, person);
            select.setObject(2, point);
            return first(select);
        }
    }

    long count(UUID person) throws SQLException {
        try (var select = connection.prepareStatement("select count(*) from contact_point where person_id = ?")) {
            select.setObject(1, person);
            var row = select.executeQuery();
            row.next();
            return row.getLong(1);
        }
    }

    /** Adds an address that is nobody's; false if it became somebody's just now. */
    boolean add(UUID person, UUID point, Contact contact, boolean verified) throws SQLException {
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
            return insert.executeUpdate() == 1;
        }
    }

    void verify(UUID point) throws SQLException {
        update("update contact_point set verified = true where point_id = ?", point);
    }

    void remove(UUID point) throws SQLException {
        update("delete from contact_point where point_id = ?", point);
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
