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
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
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

    /**
     * The catalog before a change and after it: the same one if nothing was to be changed, or not yet.
     *
     * @param draft where the change waits, if it needs a second admin
     */
    record Changed(Catalog before, Catalog after, Optional<UUID> draft) {
        boolean nothing() {
            return before == after && draft.isEmpty();
        }
    }

    /** Keeps changes that one admin may not make alone. */
    public interface Keeper {
        /** Keeps it, in this transaction, until another admin approves it; what its author said before is kept once. */
        UUID keep(Connection connection, Proposal proposal) throws SQLException;
    }

    /** A change that somebody wants: what it stands on, and what the catalog would be. */
    public record Proposal(
            Catalog base,
            CatalogDocument document,
            boolean secondAdmin,
            Instant at,
            Caller.Recorded by,
            Optional<String> note) {}

    /** A change that is agreed on: the version that it was made for, its author and, where two are needed, who approved it. */
    public record Agreed(
            long base,
            CatalogDocument document,
            boolean secondAdmin,
            Caller.Recorded by,
            Optional<Caller.Recorded> approved) {}

    /** Another change took the version that this one was to be, or the database chose another transaction to go on. */
    private static final class LostRace extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final DataSource dataSource;
    private final CatalogService catalogs;
    private final CatalogItemRepository items;
    private final NoticeUse uses;
    private final Keeper keeper;
    private final Clock clock;

    CatalogWriter(
            DataSource dataSource,
            CatalogService catalogs,
            CatalogItemRepository items,
            NoticeUse uses,
            Keeper keeper,
            Clock clock) {
        this.dataSource = dataSource;
        this.catalogs = catalogs;
        this.items = items;
        this.uses = uses;
        this.keeper = keeper;
        this.clock = clock;
    }

    /** Puts a whole catalog in force, from the next question on. Everything wrong with it is refused at once. */
    public void replace(CatalogDocument document, Caller by) {
        change((_, _) -> document, by);
    }

    /**
     * Puts in force what a change makes of the newest catalog, or keeps it for a second admin where one is needed; what
     * changes nothing is not recorded.
     */
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
            var wanted = change.of(before, at);
            var document = inForceFrom(wanted, at, before.document());
            if (document.equals(before.document())) return new Changed(before, before, Optional.empty());
            check(connection, before, document);
            if (before.secondAdmin()) {
                var proposal = new Proposal(before, wanted, true, at, by.asRecorded(), Optional.empty());
                return new Changed(before, before, Optional.of(keeper.keep(connection, proposal)));
            }
            var after = new Catalog(before.version() + 1, document);
            put(connection, after, at, new CatalogSnapshots.Makers(by.asRecorded(), Optional.empty()));
            return new Changed(before, after, Optional.empty());
        } catch (SQLException e) {
            if (lostRace(e)) throw new LostRace();
            throw e;
        }
    }

    /** Puts in force, in the caller's transaction, what was agreed on; a fault if the catalog has moved on since. */
    public Catalog publish(Connection connection, Agreed agreed) throws SQLException {
        try {
            var before = catalogs.newest(connection);
            if (before.version() != agreed.base()) throw movedOn(before.version());
            var at = clock.read(connection);
            var document = inForceFrom(agreed.document(), at, before.document());
            check(connection, before, document);
            var after = new Catalog(before.version() + 1, document, agreed.secondAdmin());
            put(connection, after, at, new CatalogSnapshots.Makers(agreed.by(), agreed.approved()));
            return after;
        } catch (SQLException e) {
            if (lostRace(e)) throw movedOn(agreed.base() + 1);
            throw e;
        }
    }

    /** Refuses a document that must not follow this catalog. */
    public void check(Connection connection, Catalog before, CatalogDocument document) throws SQLException {
        refuse(before.document(), document);
        uses.refuseChangesOfUsed(connection, before.document(), document);
    }

    private void put(Connection connection, Catalog after, Instant at, CatalogSnapshots.Makers makers)
            throws SQLException {
        CatalogSnapshots.insert(connection, after, at, makers);
        items.replaceAll(after.document());
    }

    private static Fault movedOn(long version) {
        return Fault.of(
                ProblemCode.CONFLICT,
                "the catalog is at version " + version
                        + " by now; rebase the draft, look at it again, and approve that");
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

    /** The same with the instant of each notice that ends earlier grants as it comes into force, which is {@code at} if it is new. */
    static CatalogDocument inForceFrom(CatalogDocument wanted, Instant at, CatalogDocument before) {
        return wanted.withNotices(wanted.notices().stream()
                .map(notice -> before.notices().stream()
                        .filter(old -> old.id().equals(notice.id())
                                && old.version() == notice.version()
                                && old.language().equals(notice.language()))
                        .flatMap(old -> old.earlier().stream())
                        .filter(old -> old.then() == Earlier.Then.END)
                        .flatMap(old -> old.until().stream())
                        .findFirst()
                        .map(notice::inForceFrom)
                        .orElseGet(() -> notice.inForceFrom(at)))
                .toList());
    }
}
