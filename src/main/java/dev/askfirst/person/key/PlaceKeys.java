package dev.askfirst.person.key;

import com.google.crypto.tink.subtle.Random;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.postgres.Sql;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Marks by which approaches at one place are told to be that, and nothing else. They are keyed by a key of the day, which is
 * thrown away a day after it: from then on nobody can tell from a mark where anybody was, whatever keys and places they know.
 */
@ApplicationScoped
public class PlaceKeys {

    private static final Logger LOG = Logger.getLogger(PlaceKeys.class);
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_LENGTH = 32;

    private static final Sql STORED = Sql.of("select wrapped from place_key where day = :day");
    private static final Sql PROPOSE =
            Sql.of("insert into place_key (day, wrapped) values (:day, :wrapped) on conflict do nothing");
    private static final Sql THROW_AWAY = Sql.of("delete from place_key where day < :oldest");
    // The caller may hold keys on another connection, with a writer waiting for them: the database sees no deadlock
    // there.
    private static final Sql IMPATIENT = Sql.of("set local lock_timeout = '2s'");

    private final DataSource dataSource;
    private final KeyRing ring;
    private final Vault vault;
    private final Clock clock;
    private final Shards shards;
    private final ConcurrentHashMap<LocalDate, Optional<SecretKeySpec>> days = new ConcurrentHashMap<>();

    PlaceKeys(DataSource dataSource, KeyRing ring, Vault vault, Clock clock, Shards shards) {
        this.dataSource = dataSource;
        this.ring = ring;
        this.vault = vault;
        this.clock = clock;
        this.shards = shards;
    }

    /** The mark of a permit for an approach at this place, which is decided now. */
    public UUID mark(PlaceName place, UUID permit, Instant decided) {
        var key = days.compute(
                day(decided), (day, known) -> known != null && known.isPresent() ? known : load(day, true));
        return mark(key.orElseThrow(), place, permit);
    }

    /** Whether a permit that was given at this instant has the mark of this place. */
    public boolean isAt(PlaceName place, UUID permit, Instant given, UUID mark) {
        return days.computeIfAbsent(day(given), day -> load(day, false))
                .filter(key -> mark(key, place, permit).equals(mark))
                .isPresent();
    }

    /** Throws away the keys of all days but this and the last. */
    @Scheduled(every = "{askfirst.tidying.every}", delayed = "10m")
    public void throwAway() {
        try (var connection = dataSource.getConnection()) {
            var oldest = day(clock.read(connection)).minusDays(1);
            THROW_AWAY.with("oldest", oldest.toString()).update(connection);
            days.keySet().removeIf(oldest::isAfter);
        } catch (SQLException e) {
            LOG.warnf("keys of places of earlier days are not thrown away: %s", e.getMessage());
        }
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    /** No two marks of a place are equal, so that nobody can tell from them who was where together. */
    private static UUID mark(SecretKeySpec key, PlaceName place, UUID permit) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(Ids.bytes(permit));
            return Ids.ofHash(mac.doFinal(place.bytes()));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key of the day; the first instance to need it makes it, and all others take that one. */
    private Optional<SecretKeySpec> load(LocalDate day, boolean make) {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            var stored = stored(connection, day);
            if (stored.isEmpty() && make) {
                propose(connection, day);
                stored = stored(connection, day);
            }
            connection.commit();
            return stored.map(it -> new SecretKeySpec(vault.unwrap(it, context(day)), ALGORITHM));
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read the key of places of " + day, e);
        }
    }

    private static byte[] context(LocalDate day) {
        return day.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static Optional<byte[]> stored(Connection connection, LocalDate day) throws SQLException {
        return STORED.with("day", day.toString()).first(connection, row -> row.bytes("wrapped"));
    }

    private void propose(Connection connection, LocalDate day) throws SQLException {
        IMPATIENT.update(connection);
        KeyUse.hold(connection, ring.keys(), shards);
        PROPOSE.with("day", day.toString())
                .with("wrapped", vault.wrap(Random.randBytes(KEY_LENGTH), context(day)))
                .update(connection);
    }
}
