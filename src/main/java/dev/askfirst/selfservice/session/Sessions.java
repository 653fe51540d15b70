package dev.askfirst.selfservice.session;

import dev.askfirst.person.point.Owners;
import dev.askfirst.person.usage.LearnedHours;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.time.Zones;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Visits, for {@code askfirst.sessions.person} each. A browser's secret is stored only as a hash, and is replaced each time the visit gets
 * more rights, which prevents session fixation.
 */
@ApplicationScoped
public class Sessions {

    /** What a browser is given. */
    public record Opened(String secret, Session session) {}

    private record Visit(UUID point, Session.Level level, Optional<Session.Voucher> voucher, List<UUID> noes) {

        private static Visit of(Row row) throws SQLException {
            var sender = row.optionalText("sender");
            var voucher = sender.isEmpty()
                    ? Optional.<Session.Voucher>empty()
                    : Optional.of(new Session.Voucher(
                            sender.get(), row.text("controller"), row.optionalText("return_to"), row.flag("framed")));
            return new Visit(row.id("point_id"), row.constant(Session.Level.class, "level"), voucher, row.ids("noes"));
        }
    }

    private static final Logger LOG = Logger.getLogger(Sessions.class);
    private static final int SECRET_LENGTH = 32;
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final Sql ASKED = Sql.of("""
            select body -> 'notice' ->> 'language' as asked from consent_event
            where person_id = :person and kind = 'grant' order by version desc limit 1""");

    private static final Sql CLOSE = Sql.of("delete from page_session where id_hash = :hash");

    /** Codes are counted over a day: what was deleted before would not be. */
    private static final Duration COUNTED = Duration.ofDays(1);

    private final DataSource dataSource;
    private final Clock clock;
    private final Duration lasts;
    private final Duration codesKept;

    Sessions(
            DataSource dataSource,
            Clock clock,
            @ConfigProperty(name = "askfirst.sessions.person") Duration lasts,
            @ConfigProperty(name = "askfirst.keep.page-codes") Duration codesKept) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.lasts = lasts;
        this.codesKept = codesKept.compareTo(COUNTED) < 0 ? COUNTED : codesKept;
    }

    /** Notes that this no was said in this visit. */
    public void saidNo(Session session, UUID no) {
        try (var connection = dataSource.getConnection()) {
            Sql.of(
                            "update page_session set noes = array_append(noes, :no::uuid) where id_hash = :hash and :no <> all (noes)")
                    .with("hash", session.hash())
                    .with("no", no)
                    .update(connection);
        } catch (SQLException e) {
            throw undecided(e);
        }
    }

    /** How long a visit lasts. */
    Duration length() {
        return lasts;
    }

    /** A fresh visit, in place of an earlier one of this browser. */
    public Opened open(UUID point, Session.Level level, Optional<Session> before) {
        return open(point, level, before, Optional.empty());
    }

    /** The same for whom somebody vouches. */
    public Opened open(UUID point, Session.Level level, Optional<Session> before, Optional<Session.Voucher> voucher) {
        var bytes = new byte[SECRET_LENGTH];
        RANDOM.nextBytes(bytes);
        var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var noes =
                before.filter(it -> it.point().equals(point)).map(Session::noes).orElse(List.of());
        try (var connection = dataSource.getConnection()) {
            if (before.isPresent()) close(connection, before.get());
            Sql.of("""
                            insert into page_session (
                                id_hash, point_id, level, opened_at, ends_at, sender, controller, return_to, framed, noes)
                            select :hash, :point, :level, now, now + make_interval(secs => :lasts),
                                :sender, :controller, :back, :framed, :noes::uuid[]
                            from (select %s as now) clock""".formatted(clock.now()))
                    .with("hash", hash(secret))
                    .with("point", point)
                    .with("level", level)
                    .with("lasts", lasts)
                    .with("sender", voucher.map(Session.Voucher::sender))
                    .with("controller", voucher.map(Session.Voucher::controller))
                    .with("back", voucher.flatMap(Session.Voucher::returnTo))
                    .with("framed", voucher.map(Session.Voucher::framed).orElse(false))
                    .with("noes", noes)
                    .update(connection);
            if (level == Session.Level.CODE || voucher.isPresent()) visited(connection, point);
        } catch (SQLException e) {
            throw undecided(e);
        }
        return new Opened(
                secret,
                find(secret)
                        .orElseGet(() -> new Session(
                                hash(secret),
                                formToken(secret),
                                point,
                                Optional.empty(),
                                level,
                                Optional.empty(),
                                voucher,
                                noes)));
    }

    /** Notes the hour for whoever asked for that. Links alone are opened by programs too. */
    private void visited(Connection connection, UUID point) throws SQLException {
        for (var owner : Owners.at(connection, List.of(point))) {
            var preferences = owner.terms().preferences();
            if (!preferences.learnsHours() || preferences.timeZone().isEmpty()) continue;
            var zone = Zones.current().named(preferences.timeZone().get());
            LearnedHours.count(connection, owner.person(), LocalDateTime.ofInstant(clock.read(connection), zone));
        }
    }

    /** The visit of whoever holds this secret, if it has not ended. */
    Optional<Session> find(String secret) {
        if (secret == null || !SECRET.matcher(secret).matches()) return Optional.empty();
        try (var connection = dataSource.getConnection()) {
            var visit = Sql.of("""
                            select point_id, level, sender, controller, return_to, framed, noes from page_session
                            where id_hash = :hash and ends_at > %s""".formatted(clock.now()))
                    .with("hash", hash(secret))
                    .first(connection, Visit::of);
            return visit.isEmpty() ? Optional.empty() : Optional.of(session(connection, secret, visit.get()));
        } catch (SQLException e) {
            throw undecided(e);
        }
    }

    public void close(Session session) {
        try (var connection = dataSource.getConnection()) {
            close(connection, session);
        } catch (SQLException e) {
            throw undecided(e);
        }
    }

    @Scheduled(every = "{askfirst.tidying.every}", delayed = "10m")
    void tidy() {
        try (var connection = dataSource.getConnection()) {
            Sql.of("delete from page_session where ends_at < " + clock.now()).update(connection);
            Sql.of("delete from visit_link where ends_at < " + clock.now() + " - make_interval(secs => :kept)")
                    .with("kept", COUNTED)
                    .update(connection);
            Sql.of("delete from page_code where asked_at < " + clock.now() + " - make_interval(secs => :kept)")
                    .with("kept", codesKept)
                    .update(connection);
        } catch (SQLException e) {
            LOG.warnf("could not delete old visits: %s", e.getMessage());
        }
    }

    private static void close(Connection connection, Session session) throws SQLException {
        CLOSE.with("hash", session.hash()).update(connection);
    }

    private static Session session(Connection connection, String secret, Visit visit) throws SQLException {
        // Nobody has the point where they are being erased.
        var owner = Owners.at(connection, List.of(visit.point())).stream().findFirst();
        return new Session(
                hash(secret),
                formToken(secret),
                visit.point(),
                owner.map(Owners.Owned::person),
                visit.level(),
                // To whoever has only typed an address, their language would tell that somebody is there.
                visit.level() == Session.Level.ENTERING || owner.isEmpty()
                        ? Optional.empty()
                        : language(connection, owner.get()),
                visit.voucher(),
                visit.noes());
    }

    /** The language that they set, or in which they were last asked. */
    private static Optional<String> language(Connection connection, Owners.Owned owner) throws SQLException {
        var own = owner.terms().preferences().locale();
        return own.isPresent()
                ? own
                : ASKED.with("person", owner.person())
                        .first(connection, row -> row.optionalText("asked"))
                        .flatMap(it -> it);
    }

    private static byte[] hash(String secret) {
        return Sha256.of(secret);
    }

    private static String formToken(String secret) {
        return HexFormat.of().formatHex(Sha256.of("form " + secret));
    }

    private static RuntimeException undecided(SQLException e) {
        return Outage.undecided("the visit could not be looked up", e);
    }
}
