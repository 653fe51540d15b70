package dev.askfirst.outbound.mail;

import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.person.key.Vault;
import dev.askfirst.person.point.Owners;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.time.Zones;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Finds the recipient of a letter when it is sent: a person who is gone or suppressed by then gets none. */
@ApplicationScoped
class Recipients {

    /** Somebody who may be written to. */
    record Recipient(UUID person, String scheme, String address, Optional<ZoneId> zone, long version, Terms terms) {
        private boolean byMail() {
            return scheme.equals(MAIL);
        }

        @Override
        public String toString() {
            return "a recipient";
        }
    }

    private static final String MAIL = "mailto";

    private static final Sql REACHABLE = Sql.of("""
            select c.contact_key, c.scheme, c.value, p.person_id, p.data_key
            from contact_point c join person p on p.person_id = c.person_id
            where c.point_id = :point and c.value is not null and p.person_id = :person
                and p.data_key is not null and p.erased_at is null""");
    private static final Sql SUPPRESSED = Sql.of("""
            select 1 from suppression
            where contact_key = any (:keys) and controller in ('*', :controller) and lifted_at is null""");

    private final DataSource dataSource;
    private final Vault vault;
    private final ContactKeys keys;

    Recipients(DataSource dataSource, Vault vault, ContactKeys keys) {
        this.dataSource = dataSource;
        this.vault = vault;
        this.keys = keys;
    }

    /** Whoever can be reached there by e-mail in the name of this controller. */
    Optional<Recipient> at(UUID point, String controller) throws SQLException {
        return anywhere(point, controller).filter(Recipient::byMail);
    }

    /** Whoever can be reached there, but not by e-mail. */
    Optional<Recipient> elsewhere(UUID point) throws SQLException {
        return anywhere(point, Scope.ALL).filter(recipient -> !recipient.byMail());
    }

    private Optional<Recipient> anywhere(UUID point, String controller) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            var owned = Owners.at(connection, List.of(point)).stream().findFirst();
            if (owned.isEmpty()) return Optional.empty();
            return REACHABLE
                    .with("point", point)
                    .with("person", owned.get().person())
                    .first(connection, row -> recipient(connection, row, owned.get(), controller))
                    .flatMap(it -> it);
        }
    }

    private Optional<Recipient> recipient(Connection connection, Row row, Owners.Owned owned, String controller)
            throws SQLException {
        var person = owned.person();
        var address = vault.open(row.bytes("data_key"), person, owned.point(), row.bytes("value"));
        var scheme = row.text("scheme");
        var contact = Contact.ofStored(scheme, address);
        if (suppressed(connection, row.id("contact_key"), contact, controller)) return Optional.empty();
        var zone = owned.terms().preferences().timeZone().map(Zones.current()::named);
        return Optional.of(new Recipient(person, scheme, address, zone, owned.version(), owned.terms()));
    }

    /** Whether nothing may be sent there, in nobody's name. */
    boolean isClosed(Contact contact) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            return suppressed(connection, keys.of(contact).getFirst().key(), contact, Scope.ALL);
        }
    }

    /** Under every key that hashes addresses: a list may have come in under another one than the contact point. */
    private boolean suppressed(Connection connection, UUID contactKey, Contact contact, String controller)
            throws SQLException {
        var all = new ArrayList<UUID>();
        all.add(contactKey);
        keys.inEveryForm(contact).all().forEach(key -> all.add(key.key()));
        return SUPPRESSED.with("keys", all).with("controller", controller).exists(connection);
    }
}
