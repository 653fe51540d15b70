package dev.askfirst.person.key;

import com.google.crypto.tink.prf.PrfSet;
import dev.askfirst.platform.StartRefused;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.security.KeyName;
import dev.askfirst.platform.security.Keys;
import dev.askfirst.platform.security.Keyset;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Refuses keys that are not those of this database, at the start and whenever they are replaced. With other keys nobody
 * would be found by their address, and every no would be ignored.
 */
@ApplicationScoped
class KeyCheck {

    private static final int FIRST = 2;
    private static final byte[] CONSTANT = "askfirst key check".getBytes(StandardCharsets.US_ASCII);
    private static final int LENGTH = 16;

    private static final Sql STORED = Sql.of("select version, value from key_check where purpose = :purpose");
    private static final Sql STORE = Sql.of("""
            insert into key_check (purpose, version, value) values (:purpose, :version, :value) on conflict do nothing""");
    private static final Sql FORGET = Sql.of("delete from key_check where purpose = :purpose and version = :version");

    private final KeyRing ring;
    private final javax.sql.DataSource dataSource;

    KeyCheck(KeyRing ring, @DataSource("work") javax.sql.DataSource dataSource) {
        this.ring = ring;
        this.dataSource = dataSource;
    }

    void check(@Observes @Priority(FIRST) StartupEvent starting) throws SQLException {
        admit(ring.keys());
        promoteContact(ring.keys());
    }

    /**
     * Checks keys before they are used: none that rows are filed under may be missing, and none may belong to another
     * database.
     */
    void admit(Keys keys) throws SQLException {
        inTransaction(connection -> {
            fit(connection, keys.contact());
            fit(connection, keys.service());
            compare(connection, keys.contact());
            var pairwise = stored(connection, KeyName.pairwise);
            if (!pairwise.isEmpty() && !pairwise.keySet().equals(keys.pairwise().versions())) {
                throw new StartRefused("the keyset `pairwise.json` must hold the key %s that this database was written "
                                .formatted(text(pairwise.keySet()))
                        + "with and no other: the ids it made are with the senders");
            }
            compare(connection, keys.pairwise());
            promote(connection, KeyName.service, keys.service().primary());
        });
    }

    /** Writes new rows under the primary contact key from now on, on all instances. To be called once it is used here. */
    void promoteContact(Keys keys) throws SQLException {
        inTransaction(connection ->
                promote(connection, KeyName.contact, keys.contact().primary()));
    }

    private static void promote(Connection connection, KeyName name, int version) throws SQLException {
        if (!KeyUse.wasUsed(connection, name, version)) KeyUse.promote(connection, name, version);
    }

    /** Retires versions that are no longer in the file; refused if rows are still filed under them. */
    private static void fit(Connection connection, Keyset<?> keyset) throws SQLException {
        var name = keyset.name();
        if (!KeyUse.read(connection).containsKey(name)) KeyUse.begin(connection, keyset);
        var live = KeyUse.read(connection).get(name).versions();
        for (var version : live) {
            if (keyset.versions().contains(version)) continue;
            refuseIfNeeded(connection, name, version);
            // Checked again under the lock, which stops all writers.
            KeyUse.lock(connection);
            refuseIfNeeded(connection, name, version);
            KeyUse.retire(connection, name, version);
        }
        if (!live.contains(keyset.primary()) && KeyUse.wasUsed(connection, name, keyset.primary())) {
            throw new StartRefused("the primary key %s of `%s` was given up earlier; make another one primary"
                    .formatted(Keyset.text(keyset.primary()), name.file()));
        }
    }

    private static void refuseIfNeeded(Connection connection, KeyName name, int version) throws SQLException {
        var current = KeyUse.read(connection).get(name).versions().getFirst() == version;
        var stands = name == KeyName.contact ? Filed.stands(connection, version) : Wrapped.stands(connection, version);
        if (!current && !stands) return;
        throw new StartRefused(
                "the keyset `%s` lacks the key %s that %s. Put back the keys that belong to this database"
                        .formatted(
                                name.file(),
                                Keyset.text(version),
                                current ? "new rows are written under" : "rows of this database stand under"));
    }

    /** A key with a known number must be the known key. Retired keys are not compared. */
    private static void compare(Connection connection, Keyset<PrfSet> keyset) throws SQLException {
        var stored = stored(connection, keyset.name());
        for (var version : keyset.versions()) {
            var value = value(keyset, version);
            if (!Arrays.equals(stored.getOrDefault(version, value), value)) {
                throw new StartRefused("the keyset `%s` has another key under the number %s than this database was "
                                .formatted(keyset.name().file(), Keyset.text(version))
                        + "written with. Put back the keys that belong to it");
            }
            if (stored.remove(version) == null) store(connection, keyset.name(), version, value);
        }
        for (var version : stored.keySet()) forget(connection, keyset.name(), version);
    }

    private static byte[] value(Keyset<PrfSet> keyset, int version) {
        try {
            return keyset.primitive().getPrfs().get(version).compute(CONSTANT, LENGTH);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<Integer, byte[]> stored(Connection connection, KeyName name) throws SQLException {
        var stored = new HashMap<Integer, byte[]>();
        STORED.with("purpose", name.name())
                .each(connection, row -> stored.put(row.integer("version"), row.bytes("value")));
        return stored;
    }

    private static void store(Connection connection, KeyName name, int version, byte[] value) throws SQLException {
        STORE.with("purpose", name.name())
                .with("version", version)
                .with("value", value)
                .update(connection);
    }

    private static void forget(Connection connection, KeyName name, int version) throws SQLException {
        FORGET.with("purpose", name.name()).with("version", version).update(connection);
    }

    private static String text(Set<Integer> versions) {
        return String.join(", ", versions.stream().map(Keyset::text).toList());
    }

    private interface Work {
        void in(Connection connection) throws SQLException;
    }

    private void inTransaction(Work work) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                work.in(connection);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }
}
