package dev.askfirst.catalog;

import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Transactions;
import dev.askfirst.platform.security.Caller;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * The one writer of the catalog. Every change is one transaction with one immutable snapshot and one entry. Of changes at
 * the same time none is lost: whoever comes second makes theirs again on what the first one left.
 */
@ApplicationScoped
public class CatalogWriter {

    private static final Logger LOG = Logger.getLogger(CatalogWriter.class);
    private static final int ATTEMPTS = 5;

    /** What a change makes of the catalog before it, at the instant it comes into force; it may be made more than once. */
    @FunctionalInterface
    interface Change {
        CatalogDocument of(Catalog before, Instant at);
    }

    /** The catalog before a change and after it: the same one if nothing was to be changed. */
    record Changed(Catalog before, Catalog after) {
        boolean nothing() {
            return before == after;
        }
    }

    /** Another change took the version that this one was to be, or the database chose another transaction to go on. */
    private static final class LostRace extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final DataSource dataSource;
    private final CatalogService catalogs;
    private final CatalogItemRepository items;
    private final NoticeUse uses;
    private final Clock clock;

    CatalogWriter(
            DataSource dataSource, CatalogService catalogs, CatalogItemRepository items, NoticeUse uses, Clock clock) {
        this.dataSource = dataSource;
        this.catalogs = catalogs;
        this.items = items;
        this.uses = uses;
        this.clock = clock;
    }

    /** Puts a whole catalog in force, from the next question on. Everything wrong with it is refused at once. */
    public void replace(CatalogDocument document, Caller by) {
        change((_, _) -> document, by);
    }

    /** Puts in force what a change makes of the newest catalog; what changes nothing is not recorded. */
    Changed change(Change change, Caller by) {
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return QuarkusTransaction.requiringNew().call(() -> make(change, by));
            } catch (LostRace _) {
                LOG.debug("another change of the catalog came first");
            } catch (QuarkusTransactionException e) {
                throw Outage.undecided("the change could not be recorded durably", e);
            }
        }
        throw Fault.of(ProblemCode.CONFLICT, "others are changing the catalog; try again");
    }

    private Changed make(Change change, Caller by) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            var before = catalogs.newest(connection);
            var at = clock.read(connection);
            var document = change.of(before, at).inForceFrom(at, before.document());
            if (document.equals(before.document())) return new Changed(before, before);
            refuse(before.document(), document);
            uses.refuseChangesOfUsed(connection, before.document(), document);
            var after = new Catalog(before.version() + 1, document);
            CatalogSnapshots.insert(connection, after, at, by);
            items.replaceAll(document);
            return new Changed(before, after);
        } catch (SQLException e) {
            if (lostRace(e)) throw new LostRace();
            throw e;
        }
    }

    /** A change is refused for what it breaks, not for what was broken before it. */
    private static void refuse(CatalogDocument before, CatalogDocument document) {
        var errors = new ArrayList<>(CatalogCheck.errors(document));
        if (errors.isEmpty()) return;
        errors.removeAll(CatalogCheck.errors(before));
        if (!errors.isEmpty()) throw Fault.invalid(errors);
    }

    private static boolean lostRace(SQLException e) {
        return Transactions.lostRace(e) || "23505".equals(e.getSQLState());
    }
}
