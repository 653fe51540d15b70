package dev.askfirst.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.Tokens;
import dev.askfirst.selfservice.form.CatalogNames;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Sessions of staff, each as long as the token it began with and a set time at most. A browser's secret is kept as a hash only. */
@ApplicationScoped
class StaffSessions {

    private static final Logger LOG = Logger.getLogger(StaffSessions.class);
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final String OPEN = """
            insert into console_session (id_hash, caller, ends_at)
            values (:hash, :caller::jsonb, least(:until, %s + make_interval(secs => :longest)))""";

    private static final String FIND = "select caller from console_session where id_hash = :hash and ends_at > %s";
    private static final Sql CLOSE = Sql.of("delete from console_session where id_hash = :hash");
    private static final String TIDY = "delete from console_session where ends_at < %s";

    private final DataSource dataSource;
    private final Clock clock;
    private final CatalogService catalogs;
    private final Duration longest;

    StaffSessions(
            DataSource dataSource,
            Clock clock,
            CatalogService catalogs,
            @ConfigProperty(name = "askfirst.sessions.staff") Duration longest) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.catalogs = catalogs;
        this.longest = longest;
    }

    /** What the browser is given. */
    String open(Tokens.Verified token) {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var caller = token.caller();
        var stored =
                Json.MAPPER.createObjectNode().put("issuer", caller.issuer()).put("subject", caller.subject());
        stored.set("roles", Json.MAPPER.valueToTree(caller.roles()));
        caller.controllers().ifPresent(it -> stored.set(Caller.CONTROLLERS, Json.MAPPER.valueToTree(it)));
        try (var connection = dataSource.getConnection()) {
            Sql.of(OPEN.formatted(clock.now()))
                    .with("hash", Sha256.of(secret))
                    .with("caller", stored.toString())
                    .with("until", token.until())
                    .with("longest", longest)
                    .update(connection);
            return secret;
        } catch (SQLException e) {
            throw undecided(e);
        }
    }

    Optional<StaffSession> find(String secret) {
        if (!SECRET.matcher(secret).matches()) return Optional.empty();
        return stored(secret).map(it -> session(secret, it));
    }

    private Optional<JsonNode> stored(String secret) {
        try (var connection = dataSource.getConnection()) {
            return Sql.of(FIND.formatted(clock.now()))
                    .with("hash", Sha256.of(secret))
                    .first(connection, row -> Json.stored(row.text("caller")));
        } catch (SQLException e) {
            throw undecided(e);
        }
    }

    void close(StaffSession session) {
        try (var connection = dataSource.getConnection()) {
            CLOSE.with("hash", session.hash()).update(connection);
        } catch (SQLException e) {
            throw undecided(e);
        }
    }

    @Scheduled(every = "{askfirst.tidying.every}", delayed = "10m")
    void tidy() {
        try (var connection = dataSource.getConnection()) {
            Sql.of(TIDY.formatted(clock.now())).update(connection);
        } catch (SQLException e) {
            LOG.warnf("could not delete old sessions: %s", e.getMessage());
        }
    }

    private StaffSession session(String secret, JsonNode stored) {
        var caller = new Caller(
                stored.path("issuer").asText(),
                stored.path("subject").asText(),
                texts(stored.path("roles")),
                Optional.empty(),
                Optional.ofNullable(stored.get(Caller.CONTROLLERS)).map(StaffSessions::texts));
        return new StaffSession(
                Sha256.of(secret), HexFormat.of().formatHex(Sha256.of("form " + secret)), caller, names(caller));
    }

    private static Set<String> texts(JsonNode stored) {
        var texts = new HashSet<String>();
        stored.forEach(it -> texts.add(it.asText()));
        return texts;
    }

    private List<String> names(Caller caller) {
        if (!caller.isLimited()) return List.of();
        var names = new CatalogNames(catalogs.newest(), "en");
        return caller.limit().orElseThrow().stream().map(names::controller).toList();
    }

    private static RuntimeException undecided(SQLException e) {
        return Outage.undecided("the session could not be looked up", e);
    }
}
