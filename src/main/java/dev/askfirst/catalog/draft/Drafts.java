package dev.askfirst.catalog.draft;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogChanges;
import dev.askfirst.catalog.CatalogHistory;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.CatalogWriter;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/**
 * Makes drafts of the catalog, and settles them. A draft whose catalog asks for a second admin, or that switches this on or
 * off, is put in force by another admin than its author, and by nobody else.
 */
@ApplicationScoped
public class Drafts {

    static final int LONGEST_TEXT = 1_000;

    private final DataSource dataSource;
    private final DraftRows rows;
    private final CatalogService catalogs;
    private final CatalogHistory history;
    private final CatalogWriter writer;
    private final Clock clock;

    Drafts(
            DataSource dataSource,
            DraftRows rows,
            CatalogService catalogs,
            CatalogHistory history,
            CatalogWriter writer,
            Clock clock) {
        this.dataSource = dataSource;
        this.rows = rows;
        this.catalogs = catalogs;
        this.history = history;
        this.writer = writer;
        this.clock = clock;
    }

    /**
     * A draft as it stands now.
     *
     * @param base the catalog that it changes
     * @param newest the version in force
     * @param two whether it needs somebody else than its author
     */
    public record Shown(Draft draft, Catalog base, long newest, boolean two) {

        /** Whether the catalog has moved on since it was made. */
        public boolean isStale() {
            return draft.isWaiting() && newest != draft.base();
        }

        public List<CatalogChanges.Changed> changes() {
            return CatalogChanges.between(base.document(), draft.document());
        }

        /** Whether it switches on or off that changes need a second admin. */
        public boolean switches() {
            return base.secondAdmin() != draft.secondAdmin();
        }
    }

    /** Keeps what somebody wants to change; a fault if it changes nothing, or must not be. */
    public UUID make(DraftRequest request, Caller by) {
        var note = text("note", request.note());
        return write(connection -> {
            var newest = catalogs.newest(connection);
            request.checkBase(newest.version());
            var at = clock.read(connection);
            var document = request.document(newest.document(), at);
            var second = request.secondAdmin().orElse(newest.secondAdmin());
            if (document.equals(newest.document()) && second == newest.secondAdmin())
                throw Fault.invalid("parts", "change nothing: the catalog says all of this already");
            writer.check(connection, newest, document);
            return rows.keep(
                    connection, new CatalogWriter.Proposal(newest, document, second, at, by.asRecorded(), note));
        });
    }

    /** A draft; a fault if there is none with this id. */
    public Shown one(String id) {
        return read(connection -> {
            var uuid = Ids.parse(id).orElseThrow(Drafts::none);
            return shown(connection, rows.one(connection, uuid).orElseThrow(Drafts::none));
        });
    }

    /** The newest drafts; those that wait, or all. */
    public List<Draft> list(boolean onlyWaiting) {
        return read(connection -> rows.list(connection, onlyWaiting));
    }

    /** Puts a draft in force, if this caller may and the catalog is still the one that it changes. */
    public void approve(String id, Caller by) {
        settle(id, (connection, draft) -> {
            var newest = catalogs.newest(connection);
            var own = draft.isBy(by);
            if (own && needsTwo(newest, draft))
                throw Fault.of(ProblemCode.FORBIDDEN, "you made this draft: another admin has to approve it");
            var published = writer.publish(
                    connection,
                    new CatalogWriter.Agreed(
                            draft.base(),
                            draft.document(),
                            draft.secondAdmin(),
                            draft.by(),
                            own ? Optional.empty() : Optional.of(by.asRecorded())));
            rows.settle(
                    connection,
                    draft.id(),
                    Draft.State.PUBLISHED,
                    settled(connection, by, Optional.empty(), Optional.of(published.version()), Optional.empty()));
            return draft.id();
        });
    }

    /** Ends a draft without changing anything; whoever made it takes it back so. */
    public void refuse(String id, String why, Caller by) {
        var reason = text("reason", Optional.ofNullable(why));
        settle(id, (connection, draft) -> {
            var own = draft.isBy(by);
            if (!own && reason.isEmpty()) throw Fault.invalid("reason", "is missing: its author is shown why");
            rows.settle(
                    connection,
                    draft.id(),
                    own ? Draft.State.WITHDRAWN : Draft.State.REFUSED,
                    settled(connection, by, reason, Optional.empty(), Optional.empty()));
            return draft.id();
        });
    }

    /** Makes the same change on the newest catalog: a new draft of this caller, which takes the place of the old one. */
    public UUID rebase(String id, Caller by) {
        return settle(id, (connection, draft) -> {
            var newest = catalogs.newest(connection);
            if (newest.version() == draft.base())
                throw Fault.of(ProblemCode.CONFLICT, "the draft stands on the newest version of the catalog already");
            var base = base(connection, draft);
            var document = CatalogChanges.rebased(base.document(), draft.document(), newest.document());
            var second = draft.secondAdmin() == base.secondAdmin() ? newest.secondAdmin() : draft.secondAdmin();
            if (document.equals(newest.document()) && second == newest.secondAdmin())
                throw Fault.of(
                        ProblemCode.CONFLICT, "the catalog says all of this by now; withdraw or refuse the draft");
            writer.check(connection, newest, document);
            var at = clock.read(connection);
            var now = rows.keep(
                    connection,
                    new CatalogWriter.Proposal(newest, document, second, at, by.asRecorded(), draft.note()));
            rows.settle(
                    connection,
                    draft.id(),
                    Draft.State.REBASED,
                    settled(connection, by, Optional.empty(), Optional.empty(), Optional.of(now)));
            return now;
        });
    }

    private static boolean needsTwo(Catalog newest, Draft draft) {
        return newest.secondAdmin() || draft.secondAdmin();
    }

    private Shown shown(Connection connection, Draft draft) throws SQLException {
        var newest = catalogs.newest(connection);
        return new Shown(draft, base(connection, draft), newest.version(), needsTwo(newest, draft));
    }

    private Catalog base(Connection connection, Draft draft) {
        return history.on(connection).version(draft.base());
    }

    private Draft.Settled settled(
            Connection connection, Caller by, Optional<String> reason, Optional<Long> version, Optional<UUID> rebasedAs)
            throws SQLException {
        return new Draft.Settled(clock.read(connection), by.asRecorded(), reason, version, rebasedAs);
    }

    private interface Settling {
        UUID of(Connection connection, Draft draft) throws SQLException;
    }

    private UUID settle(String id, Settling settling) {
        var uuid = Ids.parse(id).orElseThrow(Drafts::none);
        return write(connection -> {
            var draft = rows.locked(connection, uuid).orElseThrow(Drafts::none);
            if (!draft.isWaiting())
                throw Fault.of(ProblemCode.CONFLICT, "the draft does not wait any more: look at what became of it");
            return settling.of(connection, draft);
        });
    }

    private interface Work<R> {
        R on(Connection connection) throws SQLException;
    }

    private <R> R write(Work<R> work) {
        try {
            Callable<R> call = () -> {
                try (var connection = dataSource.getConnection()) {
                    return work.on(connection);
                }
            };
            return QuarkusTransaction.requiringNew().call(call);
        } catch (QuarkusTransactionException e) {
            throw Outage.undecided("the draft could not be recorded durably", e);
        }
    }

    private <R> R read(Work<R> work) {
        try (var connection = dataSource.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw Outage.undecided("the drafts could not be read", e);
        }
    }

    private static Optional<String> text(String field, Optional<String> text) {
        var given = text.map(String::strip).filter(it -> !it.isEmpty());
        if (given.filter(it -> it.length() > LONGEST_TEXT || it.chars().anyMatch(Drafts::isControl))
                .isPresent())
            throw Fault.invalid(field, "has at most " + LONGEST_TEXT + " characters, and none that cannot be seen");
        return given;
    }

    private static boolean isControl(int character) {
        return character < ' ' && character != '\n' && character != '\r' && character != '\t'
                || Character.getType(character) == Character.FORMAT;
    }

    private static Fault none() {
        return Fault.of(ProblemCode.NOT_FOUND, "there is no draft with this id");
    }
}
