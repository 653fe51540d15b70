package dev.askfirst.consent;

import dev.askfirst.catalog.NoticeUse;
import dev.askfirst.person.ContactKeys;
import dev.askfirst.person.PairwiseIds;
import dev.askfirst.person.Vault;
import dev.askfirst.platform.Caller;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Erases people for good, and tells what goes and what stays. */
@ApplicationScoped
public class Erasures {

    private static final Logger LOG = Logger.getLogger(Erasures.class);

    /** What an erasure writes with. */
    record Writers(
            PairwiseIds pairwiseIds, NoticeUse noticeUse, ContactKeys keys, Vault vault, Suppressions suppressions) {}

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
            Clock clock) {
        this.transactions = transactions;
        this.dataSource = dataSource;
        this.writers = new Writers(pairwiseIds, noticeUse, keys, vault, suppressions);
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

    /** What erasing would do: it is done, and taken back. */
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

    private static Fault undecided(SQLException e) {
        LOG.warnf("nobody was erased: %s %s", e.getSQLState(), e.getMessage());
        return Fault.of(ProblemCode.UNDECIDED, "the person could not be erased durably");
    }
}
