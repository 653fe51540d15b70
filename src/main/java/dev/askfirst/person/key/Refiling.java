package dev.askfirst.person.key;

import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.ContactKeys.ContactKey;
import dev.askfirst.person.key.ContactKeys.EveryForm;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.postgres.PgArray;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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
        try (var select = select(connection, live)) {
            var row = select.executeQuery();
            while (row.next()) points.put(row.getObject(1, UUID.class), keys(row));
        }
        var looked = points.size();
        Filed.renewAll(connection, addresses(points.values()), live);
        points.values().removeIf(Optional::isPresent);
        if (stuck.addAll(points.keySet())) {
            LOG.warnf("%d contact points cannot be read and stay under their old key", points.size());
        }
        return looked;
    }

    private PreparedStatement select(Connection connection, LiveKeys live) throws SQLException {
        var select = connection.prepareStatement("""
                select p.contact_key, p.point_id, p.person_id, p.scheme, p.value, person.data_key
                from contact_point p join person on person.person_id = p.person_id
                where p.key_version = any (?) and p.value is not null and person.data_key is not null
                    and p.contact_key <> all (?)
                limit %d for update of p skip locked""".formatted(PIECE));
        select.setArray(
                1,
                KeyUse.versions(
                        connection, live.versions().subList(1, live.versions().size())));
        PgArray.ids(select, 2, stuck);
        return select;
    }

    private static List<List<ContactKey>> addresses(Collection<Optional<EveryForm>> points) {
        return points.stream()
                .flatMap(Optional::stream)
                .flatMap(EveryForm::each)
                .filter(keys -> !keys.isEmpty())
                .toList();
    }

    /** The keys of a point's address, if it can be read and the point stands under one of them. */
    private Optional<EveryForm> keys(ResultSet row) throws SQLException {
        var at = row.getObject(1, UUID.class);
        try {
            var entered = vault.open(
                    row.getBytes(6), row.getObject(3, UUID.class), row.getObject(2, UUID.class), row.getBytes(5));
            return Optional.of(keys.inEveryForm(Contact.ofStored(row.getString(4), entered)))
                    .filter(forms ->
                            forms.usual().stream().anyMatch(key -> key.key().equals(at)));
        } catch (Fault | IllegalStateException _) {
            return Optional.empty();
        }
    }
}
