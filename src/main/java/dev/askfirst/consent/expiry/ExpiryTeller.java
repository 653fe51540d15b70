package dev.askfirst.consent.expiry;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.outbound.feed.Change;
import dev.askfirst.outbound.feed.Outbox;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.postgres.Transactions;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
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

    private static final Sql CLAIM = Sql.of("""
            select grant_id from consent_expiry where not told and expires_at <= :now
            order by expires_at, grant_id limit %d for update skip locked""".formatted(AT_ONCE));
    private static final Sql ENDED =
            Sql.of(Ending.COLUMNS + "where x.grant_id = any (:grants::uuid[]) order by x.expires_at, x.grant_id");
    private static final Sql TELL =
            Sql.of("update consent_expiry set told = true where grant_id = any (:grants::uuid[])");

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
            delayed = "{askfirst.upkeep.delayed}",
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
        TELL.with("grants", over).update(connection);
        return new Told(over.size());
    }

    private static List<UUID> claim(Connection connection, Instant now) throws SQLException {
        return CLAIM.with("now", now).list(connection, row -> row.id("grant_id"));
    }

    private static List<Ending> ended(Connection connection, List<UUID> grants) throws SQLException {
        return ENDED.with("grants", grants).list(connection, Ending::read);
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
