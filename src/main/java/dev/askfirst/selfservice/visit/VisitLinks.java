package dev.askfirst.selfservice.visit;

import dev.askfirst.person.Accesses;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.http.IdempotencyKey;
import dev.askfirst.platform.http.IdempotentResponses;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.postgres.Transactions;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.selfservice.session.Session;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;

/** Links that open a visit, each good once and for a minute. Their tokens stand nowhere: they are made of the id by a key. */
@ApplicationScoped
class VisitLinks {

    /** Whose page is to be opened: somebody whom one of these controllers knows by this id. */
    record Wanted(UUID pairwise, List<String> controllers) {}

    /** A link that was given to a sender, for one controller. */
    record VisitLink(UUID id, Instant endsAt, String controller) {}

    /** Whom a link lets in, and who vouches for them; {@code voucher} is not of a frame yet. */
    record Entrant(UUID point, Session.Voucher voucher) {

        private static Entrant of(Row row) throws SQLException {
            var voucher = new Session.Voucher(
                    row.text("sender"), row.text("controller"), row.optionalText("return_to"), false);
            return new Entrant(row.id("point_id"), voucher);
        }
    }

    private record Somebody(String controller, UUID person) {}

    private record Written(Optional<VisitLink> link, Optional<UUID> page) implements Transactions.Recorded {}

    private static final Duration LASTS = Duration.ofSeconds(60);

    private static final Sql FIND = Sql.of("""
            select i.controller, i.person_id from pairwise_id i join person p on p.person_id = i.person_id
            where i.pairwise_id = :pairwise and i.controller = any (:controllers::text[]) and p.erased_at is null""");

    /** The address to which a code would go: an e-mail address rather than another, and the oldest. */
    private static final Sql POINT = Sql.of("""
            select point_id from contact_point where person_id = :person
            order by scheme = 'mailto' desc, added_at, point_id limit 1""");

    private static final Sql INSERT = Sql.of("""
            insert into visit_link (id, point_id, sender, controller, return_to, ends_at)
            values (:id, :point, :sender, :controller, :back, :ends)""");

    private static final String WHOM = "point_id, sender, controller, return_to";
    private static final Sql KNOWN = Sql.of("select " + WHOM + " from visit_link where id = :id");

    private final Transactions transactions;
    private final DataSource dataSource;
    private final Accesses accesses;
    private final Clock clock;

    VisitLinks(Transactions transactions, DataSource dataSource, Accesses accesses, Clock clock) {
        this.transactions = transactions;
        this.dataSource = dataSource;
        this.accesses = accesses;
        this.clock = clock;
    }

    /**
     * Makes a link, and records who asked for it; none if none of the controllers knows anybody by this id.
     *
     * @param wayBack the page of a controller's that the visit leads back to
     */
    Optional<VisitLink> open(
            Caller caller, Wanted wanted, Function<String, Optional<String>> wayBack, Optional<IdempotencyKey> key)
            throws SQLException {
        try {
            return attempt(caller, wanted, wayBack, key);
        } catch (SQLException e) {
            // Two requests with one key at once: the second finds the first's reply when it looks again.
            if (key.isEmpty() || !Transactions.refusedData(e)) throw e;
            return attempt(caller, wanted, wayBack, key);
        }
    }

    private Optional<VisitLink> attempt(
            Caller caller, Wanted wanted, Function<String, Optional<String>> wayBack, Optional<IdempotencyKey> key)
            throws SQLException {
        return transactions
                .run(connection -> {
                    var replies = key.map(it -> new IdempotentResponses(connection, it));
                    var earlier = replies.isEmpty()
                            ? Optional.<IdempotentResponses.Stored<VisitLink>>empty()
                            : replies.get().earlier(VisitLink.class);
                    if (earlier.isPresent())
                        return new Written(earlier.map(IdempotentResponses.Stored::reply), Optional.empty());
                    return write(connection, caller, wanted, wayBack, replies);
                })
                .link();
    }

    private Written write(
            Connection connection,
            Caller caller,
            Wanted wanted,
            Function<String, Optional<String>> wayBack,
            Optional<IdempotentResponses> replies)
            throws SQLException {
        var found = FIND.with("pairwise", wanted.pairwise())
                .with("controllers", wanted.controllers())
                .first(connection, row -> new Somebody(row.text("controller"), row.id("person_id")));
        var point = found.isEmpty()
                ? Optional.<UUID>empty()
                : POINT.with("person", found.get().person()).first(connection, row -> row.id("point_id"));
        if (point.isEmpty()) return new Written(Optional.empty(), Optional.empty());
        var now = clock.read(connection);
        var link = new VisitLink(Ids.at(now), now.plus(LASTS), found.get().controller());
        INSERT.with("id", link.id())
                .with("point", point.get())
                .with("sender", caller.requireSender())
                .with("controller", found.get().controller())
                .with("back", wayBack.apply(found.get().controller()))
                .with("ends", link.endsAt())
                .update(connection);
        var visit =
                new Accesses.VisitOf(caller, found.get().person(), found.get().controller());
        var page = accesses.recordVisit(connection, link.id(), now, visit);
        if (replies.isPresent()) replies.get().keep(new IdempotentResponses.Stored<>(true, link), now);
        return new Written(Optional.of(link), Optional.of(page));
    }

    /** Whom a link lets in, the first time that it is used within its minute. */
    Optional<Entrant> redeem(UUID id) {
        try (var connection = dataSource.getConnection()) {
            return Sql.of("""
                            update visit_link set used_at = %1$s
                            where id = :id and used_at is null and ends_at > %1$s returning %2$s""".formatted(clock.now(), WHOM)).with("id", id).first(connection, Entrant::of);
        } catch (SQLException e) {
            throw Outage.undecided("the link could not be looked up", e);
        }
    }

    /** Who gave a link out, as long as that is known; it need not be good any more. */
    Optional<Session.Voucher> known(UUID id) {
        try (var connection = dataSource.getConnection()) {
            return KNOWN.with("id", id).first(connection, Entrant::of).map(Entrant::voucher);
        } catch (SQLException e) {
            throw Outage.undecided("the link could not be looked up", e);
        }
    }
}
