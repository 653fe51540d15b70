package dev.askfirst.person;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.PgArray;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
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

    /** Points that cannot be read, or not to the key they stand under. */
    private final Set<UUID> stuck = ConcurrentHashMap.newKeySet();

    Refiling(ContactKeys keys, Vault vault) {
        this.keys = keys;
        this.vault = vault;
    }

    /** Moves some points; how many were looked at. None means that no other can be moved. */
    int piece(Connection connection) throws SQLException {
        var live = keys.filing(connection, List.of());
        var old = live.versions().subList(1, live.versions().size());
        if (old.isEmpty()) return 0;
        var moves = new ArrayList<Filed.Move>();
        var unreadable = new HashSet<UUID>();
        try (var select = connection.prepareStatement("""
                select p.contact_key, p.point_id, p.person_id, p.scheme, p.value, person.data_key
                from contact_point p join person on person.person_id = p.person_id
                where p.key_version = any (?) and p.value is not null and person.data_key is not null
                    and p.contact_key <> all (?)
                limit %d for update of p skip locked""".formatted(PIECE))) {
            select.setArray(1, KeyUse.versions(connection, old));
            PgArray.ids(select, 2, stuck);
            var row = select.executeQuery();
            while (row.next()) {
                move(row, live).ifPresentOrElse(moves::add, () -> unreadable.add(id(row, 1)));
            }
        }
        if (!unreadable.isEmpty() && stuck.addAll(unreadable)) {
            LOG.warnf("%d contact points cannot be read and stay under their old key", unreadable.size());
        }
        if (!moves.isEmpty()) Filed.move(connection, moves, live);
        return moves.size() + unreadable.size();
    }

    private Optional<Filed.Move> move(ResultSet row, LiveKeys live) throws SQLException {
        var from = id(row, 1);
        try {
            var entered = vault.open(row.getBytes(6), id(row, 3), id(row, 2), row.getBytes(5));
            var all = keys.of(Contact.ofStored(row.getString(4), entered));
            return all.stream().anyMatch(key -> key.key().equals(from))
                    ? Optional.of(new Filed.Move(from, live.current(all).key()))
                    : Optional.empty();
        } catch (Fault | IllegalStateException _) {
            return Optional.empty();
        }
    }

    private static UUID id(ResultSet row, int column) {
        try {
            return row.getObject(column, UUID.class);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
