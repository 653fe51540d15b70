package dev.askfirst.person;

import com.google.crypto.tink.prf.Prf;
import dev.askfirst.platform.StartRefused;
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
import javax.sql.DataSource;

/**
 * Refuses to start with keys that are not those of this database. With others nobody would be found by their address, and
 * so would no one's no.
 */
@ApplicationScoped
class KeyCheck {

    private static final int FIRST = 2;
    private static final byte[] CONSTANT = "askfirst key check".getBytes(StandardCharsets.US_ASCII);
    private static final int LENGTH = 16;

    private final KeyRing ring;
    private final DataSource dataSource;

    KeyCheck(KeyRing ring, DataSource dataSource) {
        this.ring = ring;
        this.dataSource = dataSource;
    }

    void check(@Observes @Priority(FIRST) StartupEvent starting) throws SQLException, GeneralSecurityException {
        try (var connection = dataSource.getConnection()) {
            check(connection, "contact", ring.contact().getPrfs());
            check(connection, "pairwise", ring.pairwise().getPrfs());
        }
    }

    private static void check(Connection connection, String purpose, Map<Integer, Prf> ours)
            throws SQLException, GeneralSecurityException {
        for (var stored : stored(connection, purpose).entrySet()) {
            var prf = ours.get(stored.getKey());
            if (prf == null || !Arrays.equals(prf.compute(CONSTANT, LENGTH), stored.getValue())) {
                throw new StartRefused(("the keyset `%s.json` lacks the key %d that this database was written with. "
                                + "Put back the keys that belong to it")
                        .formatted(purpose, Integer.toUnsignedLong(stored.getKey())));
            }
        }
        for (var key : ours.entrySet()) {
            store(connection, purpose, key.getKey(), key.getValue().compute(CONSTANT, LENGTH));
        }
    }

    private static Map<Integer, byte[]> stored(Connection connection, String purpose) throws SQLException {
        try (var select = connection.prepareStatement("select version, value from key_check where purpose = ?")) {
            select.setString(1, purpose);
            var stored = new HashMap<Integer, byte[]>();
            var row = select.executeQuery();
            while (row.next()) stored.put(row.getInt(1), row.getBytes(2));
            return stored;
        }
    }

    private static void store(Connection connection, String purpose, int version, byte[] value) throws SQLException {
        try (var insert = connection.prepareStatement(
                "insert into key_check (purpose, version, value) values (?, ?, ?) on conflict do nothing")) {
            insert.setString(1, purpose);
            insert.setInt(2, version);
            insert.setBytes(3, value);
            insert.executeUpdate();
        }
    }
}
