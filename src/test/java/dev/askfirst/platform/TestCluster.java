package dev.askfirst.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.askfirst.platform.local.LocalRoles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;

/**
 * The coordinator of a Citus cluster in place of the tests' own PostgreSQL, where {@code ASKFIRST_CITUS_URL} names one: as its
 * superuser, and a database that is emptied. All tests then run there.
 */
public record TestCluster(String url) {

    static final String VARIABLE = "ASKFIRST_CITUS_URL";

    public static final String LANES = "-c plan_cache_mode=force_custom_plan -c jit=off -c lock_timeout=5s";

    public static Optional<TestCluster> given() {
        return Optional.ofNullable(System.getenv(VARIABLE)).map(TestCluster::new);
    }

    /** Empties the database, makes the roles and the tables, and spreads them; the settings of a service there. */
    public Map<String, String> prepare(Path keys) {
        var roles = LocalRoles.of(keys);
        try (var superuser = DriverManager.getConnection(url)) {
            for (var role : List.of(LocalRoles.OWNER, LocalRoles.SERVICE, LocalRoles.RETENTION)) {
                execute(superuser, """
                        do $$ begin
                            if not exists (select 1 from pg_roles where rolname = '%1$s') then create role %1$s login; end if;
                        end $$""".formatted(role));
                execute(superuser, "alter role %s password '%s'".formatted(role, roles.password(role)));
            }
            execute(superuser, "drop owned by %s cascade".formatted(LocalRoles.OWNER));
            execute(superuser, "grant create on schema public to " + LocalRoles.OWNER);
            execute(superuser, "grant create on database %s to %s".formatted(superuser.getCatalog(), LocalRoles.OWNER));
        } catch (SQLException e) {
            throw new IllegalStateException("the cluster cannot be prepared", e);
        }
        Flyway.configure()
                .dataSource(plain(), LocalRoles.OWNER, roles.password(LocalRoles.OWNER))
                .defaultSchema("public")
                .placeholders(Map.of("service", LocalRoles.SERVICE, "retention", LocalRoles.RETENTION))
                .load()
                .migrate();
        try (var owner = DriverManager.getConnection(plain(), LocalRoles.OWNER, roles.password(LocalRoles.OWNER))) {
            execute(owner, distribute());
        } catch (SQLException e) {
            throw new IllegalStateException("the tables cannot be spread", e);
        }
        return Map.of(
                "quarkus.datasource.jdbc.url",
                plain(),
                "askfirst.shards.apart",
                "true",
                "quarkus.datasource.lanes.jdbc.additional-jdbc-properties.options",
                LANES);
    }

    /** The database as the service sees it, on the coordinator. */
    public Connection asService(Path keys) throws SQLException {
        return DriverManager.getConnection(
                plain(), LocalRoles.SERVICE, LocalRoles.of(keys).password(LocalRoles.SERVICE));
    }

    private String plain() {
        return url.replaceFirst("\\?.*", "");
    }

    private static String distribute() {
        try (var file = TestCluster.class.getResourceAsStream("/db/citus/distribute.sql")) {
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
