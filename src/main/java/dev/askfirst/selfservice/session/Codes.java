package dev.askfirst.selfservice.session;

import dev.askfirst.outbound.mail.Letter;
import dev.askfirst.outbound.mail.Letters;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.person.key.Links;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.selfservice.form.Mending;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Six digits that are sent to an address and typed here: good once, for ten minutes and a few tries. An unknown address
 * is handled like any other; only its letter is never sent. Requests by typed address, which anybody can make, are
 * limited apart from those of link holders; and one network cannot use up the limit for all others.
 */
@ApplicationScoped
class Codes {

    private static final Duration LASTS = Duration.ofMinutes(10);
    private static final int TURNS = 256;
    /** Five tries for who holds a link; three for who may be trying out addresses. */
    private static final String OPEN =
            "used_at is null and tries < case when entering then 3 else 5 end and ends_at > %s";

    /** How many letters may go to one address. */
    private record Bound(String counted, int anHour, int aDay) {
        Sql sql() {
            return Sql.of("""
                    select count(*) filter (where asked_at > :hour) as hour, count(*) as day from page_code
                    where point_id = :point and asked_at > :day and %s""".formatted(counted));
        }
    }

    private static final Bound BY_LINK = new Bound("not entering", 3, 10);
    private static final Bound BY_ENTERING = new Bound("entering", 6, 12);
    private static final Bound FROM_ONE_NETWORK = new Bound("entering and network = :network", 3, 6);

    private static final Sql INSERT = Sql.of("""
            insert into page_code (id, point_id, session_hash, asked_at, ends_at, tries, entering, network)
            values (:id, :point, :session, :now, :ends, 0, :entering, :network)""");
    private static final Sql TURN = Sql.of("select n from page_code_turn where n = :turn for update");

    private final DataSource dataSource;
    private final Clock clock;
    private final Letters letters;
    private final Links links;
    private final ContactKeys keys;

    Codes(DataSource dataSource, Clock clock, Letters letters, Links links, ContactKeys keys) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.letters = letters;
        this.links = links;
        this.keys = keys;
    }

    /** Sends a letter to the address of whoever holds a link; false if enough were sent there for now. */
    boolean send(Session session, String language) {
        return send(session, Optional.empty(), language);
    }

    /** The same for whoever may only have typed an address, from this network. */
    boolean send(Session session, Networks.Network network, String language) {
        return send(session, Optional.of(hidden(network)), language);
    }

    private boolean send(Session session, Optional<UUID> network, String language) {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var sent = send(connection, session, network, language);
                connection.commit();
                if (sent) letters.wake();
                return sent;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw undecided(e);
        }
    }

    /** The network as it is kept: nobody without our key can tell which it was. */
    private UUID hidden(Networks.Network network) {
        return keys.of("network", Sha256.of(network.text())).getFirst().key();
    }

    private boolean send(Connection connection, Session session, Optional<UUID> network, String language)
            throws SQLException {
        waitForTurn(connection, session.point());
        var now = clock.read(connection);
        var entering = session.level() == Session.Level.ENTERING;
        for (var bound : entering ? List.of(BY_ENTERING, FROM_ONE_NETWORK) : List.of(BY_LINK)) {
            if (isReached(connection, bound, session.point(), network, now)) return false;
        }
        var code = new Claimed(Ids.at(now), now.plus(LASTS));
        insert(connection, code, session.point(), session.hash(), now, entering ? network : Optional.empty());
        letters.add(connection, Letter.code(code.id(), session.point(), language, code.ends()));
        return true;
    }

    /** @param network of whoever only typed the address; empty for those who have something at hand */
    private static void insert(
            Connection connection, Claimed code, UUID point, byte[] holder, Instant now, Optional<UUID> network)
            throws SQLException {
        INSERT.with("id", code.id())
                .with("point", point)
                .with("session", holder)
                .with("now", now)
                .with("ends", code.ends())
                .with("entering", network.isPresent())
                .with("network", network)
                .update(connection);
    }

    /** Until this transaction ends, nobody else counts or adds at this address. */
    private static void waitForTurn(Connection connection, UUID point) throws SQLException {
        if (!TURN.with("turn", Math.floorMod(point.hashCode(), TURNS)).exists(connection))
            throw new IllegalStateException("no row to wait at");
    }

    private static boolean isReached(
            Connection connection, Bound bound, UUID point, Optional<UUID> network, Instant now) throws SQLException {
        var sent = bound.sql()
                .with("hour", now.minus(Duration.ofHours(1)))
                .with("point", point)
                .with("day", now.minus(Duration.ofDays(1)));
        if (bound == FROM_ONE_NETWORK) sent = sent.with("network", network);
        return sent.first(connection, row -> row.number("hour") >= bound.anHour() || row.number("day") >= bound.aDay())
                .orElseThrow();
    }

    /** A code, and the first instant at which it is of no use any more. */
    record Claimed(UUID id, Instant ends) {}

    /**
     * A code that the caller sends to the address of this point, or of this key if it is nobody's; empty if enough were sent
     * there for now.
     *
     * @param holder what whoever types the digits must have at hand, too
     */
    Optional<Claimed> claim(UUID pointOrKey, byte[] holder) {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            waitForTurn(connection, pointOrKey);
            var now = clock.read(connection);
            if (isReached(connection, BY_LINK, pointOrKey, Optional.empty(), now)) {
                connection.rollback();
                return Optional.empty();
            }
            var code = new Claimed(Ids.at(now), now.plus(LASTS));
            insert(connection, code, pointOrKey, holder, now, Optional.empty());
            connection.commit();
            return Optional.of(code);
        } catch (SQLException e) {
            throw undecided(e);
        }
    }

    /** Whether these are the digits of the newest letter this visit asked for. Each look at them counts as a try. */
    boolean fits(Session session, String typed) {
        return fits(session.hash(), typed);
    }

    /** The same of the newest letter that was asked for with this at hand. */
    boolean fits(byte[] holder, String typed) {
        var digits = typed.replaceAll("[^0-9]", "");
        try (var connection = dataSource.getConnection()) {
            var tried = Sql.of("""
                            update page_code set tries = tries + 1
                            where id = (select id from page_code where session_hash = :session
                                order by asked_at desc limit 1) and %s
                            returning id""".formatted(OPEN.formatted(clock.now())))
                    .with("session", holder)
                    .first(connection, row -> row.id("id"));
            return tried.isPresent() && same(links.digits(tried.get()), digits) && use(connection, tried.get());
        } catch (SQLException e) {
            throw undecided(e);
        }
    }

    /** The address to which the letter with this link was sent, the first time in ten minutes that it is asked for. */
    Optional<UUID> redeem(String token) {
        var code = Mending.open(token, links::openCode);
        if (code.isEmpty()) return Optional.empty();
        try (var connection = dataSource.getConnection()) {
            return Sql.of("update page_code set used_at = %1$s where id = :code and %2$s returning point_id"
                            .formatted(clock.now(), OPEN.formatted(clock.now())))
                    .with("code", code.get())
                    .first(connection, row -> row.id("point_id"));
        } catch (SQLException e) {
            throw undecided(e);
        }
    }

    private boolean use(Connection connection, UUID code) throws SQLException {
        return Sql.of("update page_code set used_at = %s where id = :code and used_at is null returning id"
                        .formatted(clock.now()))
                .with("code", code)
                .exists(connection);
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    private static RuntimeException undecided(SQLException e) {
        return Outage.undecided("the code could not be looked up", e);
    }
}
