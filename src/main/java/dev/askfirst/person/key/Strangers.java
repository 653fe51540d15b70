package dev.askfirst.person.key;

import com.google.crypto.tink.subtle.Random;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.postgres.Sql;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * The names under which entries mention addresses that are nobody's: a hash keyed by a key of that month. When the key
 * is destroyed at the end of the month's retention, nobody can tell any more whom the entries were about.
 */
@ApplicationScoped
public class Strangers {

    private static final Logger LOG = Logger.getLogger(Strangers.class);
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_LENGTH = 32;
    private static final int CONTACT_KEY_LENGTH = 16;
    private static final Duration AHEAD = Duration.ofDays(2);

    private static final Sql STORED = Sql.of("select wrapped from audit_key where month = :month");
    private static final Sql PROPOSE =
            Sql.of("insert into audit_key (month, wrapped) values (:month, :wrapped) on conflict do nothing");
    // A limit, because the caller may hold the keys on another connection, with a writer waiting for them: a deadlock
    // that the database cannot see.
    private static final Sql IMPATIENT = Sql.of("set local lock_timeout = '2s'");

    private final DataSource dataSource;
    private final KeyRing ring;
    private final Vault vault;
    private final Clock clock;
    private final Shards shards;
    private final ConcurrentHashMap<YearMonth, SecretKeySpec> months = new ConcurrentHashMap<>();

    Strangers(DataSource dataSource, KeyRing ring, Vault vault, Clock clock, Shards shards) {
        this.dataSource = dataSource;
        this.ring = ring;
        this.vault = vault;
        this.clock = clock;
        this.shards = shards;
    }

    /**
     * Loads keys of months ahead of use. Callers of {@link #at} hold a connection; the first ones of a month would each
     * need a second one.
     */
    @Scheduled(every = "{askfirst.strangers.every}", delayed = "{askfirst.strangers.every}")
    void readAhead() {
        try {
            var now = databaseNow();
            at(now);
            at(now.plus(AHEAD));
        } catch (SQLException | IllegalStateException e) {
            LOG.warnf("the names of this month are not read ahead: %s", e.getMessage());
        }
    }

    /** Once it is known which keys are in use. */
    void start(@Observes StartupEvent started) {
        readAhead();
    }

    private Instant databaseNow() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            return clock.read(connection);
        }
    }

    /** The names given at this instant. Not to be shared between threads. */
    public Names at(Instant instant) {
        return new Names(months.computeIfAbsent(YearMonth.from(instant.atOffset(ZoneOffset.UTC)), this::load));
    }

    /** The names of the month of this instant; empty if it has no key, or the key was destroyed. */
    public Optional<Names> ifAny(Connection connection, Instant instant) throws SQLException {
        var month = YearMonth.from(instant.atOffset(ZoneOffset.UTC));
        return stored(connection, month)
                .map(it -> new Names(new SecretKeySpec(vault.unwrap(it, context(month)), ALGORITHM)));
    }

    /** The names of one month. */
    public static final class Names {

        private final Mac mac;

        private Names(SecretKeySpec key) {
            try {
                mac = Mac.getInstance(ALGORITHM);
                mac.init(key);
            } catch (NoSuchAlgorithmException | InvalidKeyException e) {
                throw new IllegalStateException(e);
            }
        }

        public UUID of(UUID contactKey) {
            return Ids.ofHash(mac.doFinal(Ids.bytes(contactKey)));
        }

        /**
         * 32 bytes for one use, from which nothing follows about the key of the month or about other uses; gone with it. A use
         * is longer than a contact key.
         */
        public byte[] keyFor(String use) {
            var bytes = use.getBytes(StandardCharsets.UTF_8);
            if (bytes.length <= CONTACT_KEY_LENGTH) throw new IllegalArgumentException("too short a use: " + use);
            return mac.doFinal(bytes);
        }
    }

    /** The key of the month; the first instance to need it makes it, and all others take that one. */
    private SecretKeySpec load(YearMonth month) {
        var context = context(month);
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            var stored = stored(connection, month);
            if (stored.isEmpty()) {
                propose(connection, month, context);
                stored = stored(connection, month);
            }
            connection.commit();
            return new SecretKeySpec(vault.unwrap(stored.orElseThrow(), context), ALGORITHM);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read the audit key of " + month, e);
        }
    }

    private static byte[] context(YearMonth month) {
        return month.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static Optional<byte[]> stored(Connection connection, YearMonth month) throws SQLException {
        return STORED.with("month", month.toString()).first(connection, row -> row.bytes("wrapped"));
    }

    private void propose(Connection connection, YearMonth month, byte[] context) throws SQLException {
        IMPATIENT.update(connection);
        KeyUse.hold(connection, ring.keys(), shards);
        PROPOSE.with("month", month.toString())
                .with("wrapped", vault.wrap(Random.randBytes(KEY_LENGTH), context))
                .update(connection);
    }
}
