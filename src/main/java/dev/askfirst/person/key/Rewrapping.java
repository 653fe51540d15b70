package dev.askfirst.person.key;

import dev.askfirst.platform.security.KeyName;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Wraps values with the current service key that were wrapped with an older one. */
@ApplicationScoped
class Rewrapping {

    private static final Logger LOG = Logger.getLogger(Rewrapping.class);
    private static final int PIECE = 200;

    private record WrappedValue(String id, byte[] value) {}

    private record Stuck(Wrapped where, String id) {}

    private final KeyRing ring;
    private final Vault vault;
    private final Shards shards;

    /** Values that cannot be unwrapped. */
    private final Set<Stuck> stuck = ConcurrentHashMap.newKeySet();

    Rewrapping(KeyRing ring, Vault vault, Shards shards) {
        this.ring = ring;
        this.vault = vault;
        this.shards = shards;
    }

    /** Rewraps some values, and returns how many were tried; 0 means that no other can be rewrapped. */
    int piece(Connection connection) throws SQLException {
        KeyUse.hold(connection, ring.keys(), shards);
        var live = KeyUse.read(connection).get(KeyName.service).versions();
        // An instance that does not know of the promotion yet would wrap with the old key again.
        if (ring.keys().service().primary() != live.getFirst()) return 0;
        // Includes values under a retired key, if somebody has put that key back.
        var old = new HashSet<>(ring.keys().service().versions());
        old.addAll(live);
        old.remove(live.getFirst());
        if (old.isEmpty()) return 0;
        for (var wrapped : Wrapped.ALL) {
            var rows = lock(connection, wrapped, old);
            if (rows.isEmpty()) continue;
            store(connection, wrapped, rows);
            return rows.size();
        }
        return 0;
    }

    // Stays JDBC: reads by an array of bytes, and writes in batches.
    private List<WrappedValue> lock(Connection connection, Wrapped wrapped, Set<Integer> old) throws SQLException {
        try (var select = connection.prepareStatement("""
                select %s::text, %s from %s where %s and %s::text <> all (?) limit %d for update skip locked""".formatted(
                        wrapped.id(), wrapped.column(), wrapped.table(), wrapped.condition(), wrapped.id(), PIECE))) {
            select.setArray(1, Wrapped.marks(connection, old));
            select.setArray(2, connection.createArrayOf("text", stuck(wrapped)));
            var rows = new ArrayList<WrappedValue>();
            var row = select.executeQuery();
            while (row.next()) rows.add(new WrappedValue(row.getString(1), row.getBytes(2)));
            return rows;
        }
    }

    private Object[] stuck(Wrapped wrapped) {
        return stuck.stream()
                .filter(it -> it.where().equals(wrapped))
                .map(Stuck::id)
                .toArray();
    }

    private void store(Connection connection, Wrapped wrapped, List<WrappedValue> rows) throws SQLException {
        var unreadable = new HashSet<Stuck>();
        try (var update = connection.prepareStatement("update %s set %s = ? where %s = ?::%s"
                .formatted(wrapped.table(), wrapped.column(), wrapped.id(), wrapped.idType()))) {
            for (var row : rows) {
                var context = wrapped.context().apply(row.id());
                try {
                    update.setBytes(1, vault.wrap(vault.unwrap(row.value(), context), context));
                } catch (IllegalStateException _) {
                    unreadable.add(new Stuck(wrapped, row.id()));
                    continue;
                }
                update.setString(2, row.id());
                update.addBatch();
            }
            update.executeBatch();
        }
        if (!unreadable.isEmpty() && stuck.addAll(unreadable)) {
            LOG.warnf("%d values of %s cannot be unwrapped and stay as they are", unreadable.size(), wrapped.table());
        }
    }
}
