package dev.askfirst.person.key;

import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.ContactKeys.ContactKey;
import dev.askfirst.person.key.ContactKeys.EveryForm;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Files contact points, with all that is filed about the same address, under the current contact key. */
@ApplicationScoped
class Refiling {

    private static final Logger LOG = Logger.getLogger(Refiling.class);
    private static final int PIECE = 200;

    private static final Sql PIECE_OF_OLD = Sql.of("""
            select p.contact_key, p.point_id, p.person_id, p.scheme, p.value, person.data_key
            from contact_point p join person on person.person_id = p.person_id
            where p.key_version = any (:old::integer[]) and p.value is not null and person.data_key is not null
                and p.contact_key <> all (:stuck::uuid[])
            limit %d for update of p skip locked""".formatted(PIECE));

    private final ContactKeys keys;
    private final Vault vault;

    /** Contact points whose address cannot be decrypted, or does not give the key that they are filed under. */
    private final Set<UUID> stuck = ConcurrentHashMap.newKeySet();

    Refiling(ContactKeys keys, Vault vault) {
        this.keys = keys;
        this.vault = vault;
    }

    /** Moves some contact points, and returns how many were tried; 0 means that no other can be moved. */
    int piece(Connection connection) throws SQLException {
        var live = keys.filing(connection, List.of());
        if (live.versions().size() == 1) return 0;
        var points = new HashMap<UUID, Optional<EveryForm>>();
        var versions = live.versions();
        PIECE_OF_OLD
                .with("old", versions.subList(1, versions.size()))
                .with("stuck", stuck)
                .each(connection, row -> points.put(row.id("contact_key"), keys(row)));
        var looked = points.size();
        Filed.renewAll(connection, addresses(points.values()), live);
        points.values().removeIf(Optional::isPresent);
        if (stuck.addAll(points.keySet())) {
            LOG.warnf("%d contact points cannot be read and stay under their old key", points.size());
        }
        return looked;
    }

    private static List<List<ContactKey>> addresses(Collection<Optional<EveryForm>> points) {
        return points.stream()
                .flatMap(Optional::stream)
                .flatMap(EveryForm::each)
                .filter(keys -> !keys.isEmpty())
                .toList();
    }

    /** The keys of a point's address, if it can be read and the point stands under one of them. */
    private Optional<EveryForm> keys(Row row) throws SQLException {
        var at = row.id("contact_key");
        try {
            var entered =
                    vault.open(row.bytes("data_key"), row.id("person_id"), row.id("point_id"), row.bytes("value"));
            return Optional.of(keys.inEveryForm(Contact.ofStored(row.text("scheme"), entered)))
                    .filter(forms ->
                            forms.usual().stream().anyMatch(key -> key.key().equals(at)));
        } catch (Fault | IllegalStateException _) {
            return Optional.empty();
        }
    }
}
