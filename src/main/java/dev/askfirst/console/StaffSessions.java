package dev.askfirst.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.Tokens;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Sessions of staff, each as long as the token it began with and a working day at most. A browser's secret is kept as a hash only. */
@ApplicationScoped
class StaffSessions {

    private static final Logger LOG = Logger.getLogger(StaffSessions.class);
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final DataSource dataSource;
    private final Clock clock;

    StaffSessions(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** What the browser is given. */
    String open(Tokens.Verified token) {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var caller = token.caller();
        var stored = Json.MAPPER
                .createObjectNode()
                .put("issuer", caller.issuer())
                .put("subject", caller.subject())
                .set("roles", Json.MAPPER.valueToTree(caller.roles()));
        try (var connection = dataSource.getConnection();
                var insert = connection.prepareStatement("""
                        insert into console_session (id_hash, caller, ends_at)
                        values (?, ?::jsonb, least(?, %s + interval '8 hours'))""".formatted(clock.now()))) {
            insert.setBytes(1, Sha256.of(secret));
            insert.setString(2, stored.toString());
            insert.setObject(3, token.until().atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
            return secret;
        } catch (SQLException e) {
            throw undecided(e);
        }
    }

    Optional<StaffSession> find(String secret) {
        if (!SECRET.matcher(secret).matches()) return Optional.empty();
        try (var connection = dataSource.getConnection();
                var select = connection.prepareStatement(
                        "select caller from console_session where id_hash = ? and ends_at > " + clock.now())) {
            select.setBytes(1, Sha256.of(secret));
            var row = select.executeQuery();
            return row.next() ? Optional.of(session(secret, row)) : Optional.empty();
        } catch (SQLException e) {
            throw undecided(e);
        }
    }

    void close(StaffSession session) {
        try (var connection = dataSource.getConnection();
                var delete = connection.prepareStatement("delete from console_session where id_hash = ?")) {
            delete.setBytes(1, session.hash());
            delete.executeUpdate();
        } catch (SQLException e) {
            throw undecided(e);
        }
    }

    @Scheduled(every = "{askfirst.tidying.every}", delayed = "10m")
    void tidy() {
        try (var connection = dataSource.getConnection();
                var delete =
                        connection.prepareStatement("delete from console_session where ends_at < " + clock.now())) {
            delete.executeUpdate();
        } catch (SQLException e) {
            LOG.warnf("could not delete old sessions: %s", e.getMessage());
        }
    }

    private static StaffSession session(String secret, ResultSet row) throws SQLException {
        try {
            var stored = Json.MAPPER.readTree(row.getString(1));
            var roles = new HashSet<String>();
            stored.path("roles").forEach(it -> roles.add(it.asText()));
            var caller = new Caller(
                    stored.path("issuer").asText(), stored.path("subject").asText(), roles, Optional.empty());
            return new StaffSession(Sha256.of(secret), HexFormat.of().formatHex(Sha256.of("form " + secret)), caller);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RuntimeException undecided(SQLException e) {
        return Outage.undecided("the session could not be looked up", e);
    }
}
