package dev.askfirst.person.point;

import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Finds contact points by address. Unknown addresses cause the same work, so that timing does not tell them apart. */
@ApplicationScoped
public class ContactFinder {

    private static final Sql AT_KEYS =
            Sql.of("select point_id from contact_point where contact_key = any (:keys::uuid[])");

    private final DataSource dataSource;
    private final ContactKeys keys;

    ContactFinder(DataSource dataSource, ContactKeys keys) {
        this.dataSource = dataSource;
        this.keys = keys;
    }

    /** The contact point of this address; for an unknown address its contact key, which is no contact point's id. */
    public UUID pointOrKey(Contact contact) {
        var all = keys.of(contact);
        return point(all).orElse(all.getFirst().key());
    }

    /** The contact point whose address has this hash. */
    public Optional<UUID> point(Addressee.AtHash hash) {
        return point(keys.of(hash.scheme(), hash.hash().bytes()));
    }

    private Optional<UUID> point(List<ContactKeys.ContactKey> all) {
        try (var connection = dataSource.getConnection()) {
            return AT_KEYS.with(
                            "keys",
                            all.stream().map(ContactKeys.ContactKey::key).toList())
                    .first(connection, row -> row.id("point_id"));
        } catch (SQLException e) {
            throw Outage.undecided("the address could not be looked up", e);
        }
    }
}
