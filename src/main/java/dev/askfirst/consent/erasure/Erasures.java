package dev.askfirst.consent.erasure;

import dev.askfirst.catalog.NoticeUse;
import dev.askfirst.consent.suppression.Suppressions;
import dev.askfirst.outbound.push.ErasedPushes;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.person.key.PairwiseIds;
import dev.askfirst.person.key.Vault;
import dev.askfirst.person.point.Homes;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.postgres.Transactions;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Erases people for good, and reports what is deleted and what stays. */
@ApplicationScoped
public class Erasures {

    /** What an erasure writes with. */
    record Writers(
            PairwiseIds pairwiseIds,
            NoticeUse noticeUse,
            ContactKeys keys,
            Vault vault,
            Suppressions suppressions,
            ErasedPushes pushes) {}

    private record Forgotten(Optional<UUID> page) implements Transactions.Recorded {}

    private static final Sql LOCK = Sql.of(
            "select 1 from terms where person_id = :person and shard = :shard and version = :version for update");

    private final Transactions transactions;
    private final DataSource dataSource;
    private final Writers writers;
    private final Clock clock;

    Erasures(
            Transactions transactions,
            DataSource dataSource,
            PairwiseIds pairwiseIds,
            NoticeUse noticeUse,
            ContactKeys keys,
            Vault vault,
            Suppressions suppressions,
            ErasedPushes pushes,
            Clock clock) {
        this.transactions = transactions;
        this.dataSource = dataSource;
        this.writers = new Writers(pairwiseIds, noticeUse, keys, vault, suppressions, pushes);
        this.clock = clock;
    }

    /** Erases a person, durably and at once. */
    public ErasureReply erase(UUID person, Caller by) {
        try {
            return transactions
                    .run(connection -> new Erasure(connection, writers, clock).erase(person, by, false))
                    .reply();
        } catch (SQLException e) {
            throw undecided(e);
        }
    }

    /** What an erasure would do: it is carried out and rolled back. */
    public ErasureReply rehearse(UUID person, Caller by) {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                return new Erasure(connection, writers, clock)
                        .erase(person, by, true)
                        .reply();
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw undecided(e);
        }
    }

    /**
     * Erases somebody of whom nothing must be kept any more, with another database role. Returns false, and erases
     * nobody, if they have acted since that version or must be kept after all.
     */
    boolean forget(Transactions role, UUID person, long version) throws SQLException {
        try {
            return role.run(connection -> forget(connection, person, version))
                    .page()
                    .isPresent();
        } catch (Fault _) {
            return false;
        }
    }

    /**
     * Erases somebody who was erased at this instant, in a database that was restored to an earlier one; false if they are
     * not there, or were erased meanwhile.
     */
    boolean again(UUID person, Instant at) throws SQLException {
        try {
            return transactions
                    .run(connection -> new Erasure(connection, writers, clock).again(person, at))
                    .page()
                    .isPresent();
        } catch (Fault _) {
            return false;
        }
    }

    private Forgotten forget(Connection connection, UUID person, long version) throws SQLException {
        // As everywhere: the keys are locked before people.
        writers.keys().filing(connection, List.of());
        var home = Homes.of(connection, person);
        if (home.isEmpty()) return new Forgotten(Optional.empty());
        var unchanged = LOCK.with("person", person).with("shard", home.get()).with("version", version);
        if (!unchanged.exists(connection)) return new Forgotten(Optional.empty());
        var done = new Erasure(connection, writers, clock).erase(person, Caller.RETENTION, false);
        return new Forgotten(done.page());
    }

    private static RuntimeException undecided(SQLException e) {
        return Outage.undecided("the person could not be erased durably", e);
    }
}
