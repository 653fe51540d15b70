package dev.askfirst.consent.expiry;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.outbound.feed.Change;
import dev.askfirst.outbound.feed.Outbox;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.postgres.PgArray;
import dev.askfirst.platform.postgres.Transactions;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Tells subscribers once of each yes that has ended by itself. Yeses that another instance is working on are skipped.
 */
@ApplicationScoped
class ExpiryTeller {

    private static final Logger LOG = Logger.getLogger(ExpiryTeller.class);
    private static final int AT_ONCE = 500;

    private record Told(int rows) implements Transactions.Recorded {
        @Override
        public Optional<UUID> page() {
            return Optional.empty();
        }
    }

    private final Transactions transactions;
    private final CatalogService catalogs;
    private final Clock clock;

    ExpiryTeller(Transactions transactions, CatalogService catalogs, Clock clock) {
        this.transactions = transactions;
        this.catalogs = catalogs;
        this.clock = clock;
    }

    @Scheduled(
            every = "{askfirst.upkeep.every}",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tell() {
        try {
            while (transactions.run(this::some).rows() == AT_ONCE) LOG.debug("more yeses have ended");
        } catch (SQLException e) {
            LOG.warnf("subscribers are not told yet of yeses that ended: %s %s", e.getSQLState(), e.getMessage());
        }
    }

    private Told some(Connection connection) throws SQLException {
        var now = clock.read(connection);
        var over = claim(connection, now);
        if (over.isEmpty()) return new Told(0);
        var catalog = catalogs.newest(connection);
        var changes = ended(connection, over).stream()
                .filter(ending -> ending.endsConsent(catalog))
                .map(ending -> change(ending, now))
                .toList();
        Outbox.add(connection, Ids.at(now), changes);
        try (var update =
                connection.prepareStatement("update consent_expiry set told = true where grant_id = any (?)")) {
            PgArray.ids(update, 1, over);
            update.executeUpdate();
        }
        return new Told(over.size());
    }

    private static List<UUID> claim(Connection connection, Instant now) throws SQLException {
        try (var select = connection.prepareStatement("""
                select grant_id from consent_expiry where not told and expires_at <= ?
                order by expires_at, grant_id limit %d for update skip locked""".formatted(AT_ONCE))) {
            select.setObject(1, now.atOffset(ZoneOffset.UTC));
            var over = new ArrayList<UUID>();
            var row = select.executeQuery();
            while (row.next()) over.add(row.getObject(1, UUID.class));
            return over;
        }
    }

    private static List<Ending> ended(Connection connection, List<UUID> grants) throws SQLException {
        try (var select = connection.prepareStatement(
                Ending.COLUMNS + "where x.grant_id = any (?) order by x.expires_at, x.grant_id")) {
            PgArray.ids(select, 1, grants);
            var ended = new ArrayList<Ending>();
            var row = select.executeQuery();
            while (row.next()) ended.add(Ending.read(row));
            return ended;
        }
    }

    /** The change has an id of its own: no act was recorded, and a change with the id of the grant was sent before. */
    private static Change change(Ending ending, Instant now) {
        var data = Change.noData()
                .put("grant", ending.grant().toString())
                .put("topic", ending.scope().topic())
                .put("channel", ending.scope().channel())
                .put("expires", ConsentEvent.text(ending.expires()));
        return new Change(
                Ids.at(now),
                Change.Type.CONSENT_EXPIRED,
                Optional.of(ending.person()),
                ending.version(),
                ending.scope().controller(),
                List.of(),
                now,
                data);
    }
}
