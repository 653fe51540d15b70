package dev.askfirst.platform.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.TestService;
import dev.askfirst.platform.local.LocalRoles;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database with decisions from before they lay on pages is refused, and nothing in it is changed. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class OldDecisionsTest {

    private static final String SCHEMA = "before_pages";

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "test.owner.password")
    String password;

    @BeforeEach
    void anOldDatabase() {
        flyway("174").migrate();
    }

    @AfterEach
    void noMore() throws SQLException {
        execute("drop schema %s cascade".formatted(SCHEMA));
    }

    @Test
    void oneWithDecisionsIsRefused() throws SQLException {
        execute("""
                insert into %s.decision (id, decided_at, mode, sender, controller, topic, channel, authorship, critical, outcome,
                    reasons, cut, terms_version, catalog_version, suppressions, page_id, slot)
                values (gen_random_uuid(), now(), 'reserve', 'a', 'a', 'a', 'a', 'automated', false, 'deny', '{}', false, 0, 1, '{}',
                    gen_random_uuid(), 0)""".formatted(SCHEMA));
        var refused = assertThrows(FlywayException.class, () -> flyway("175").migrate());
        assertTrue(refused.getMessage().contains("Start with an empty database"), refused::getMessage);
        assertEquals("174", flyway("174").info().current().getVersion().toString());
    }

    @Test
    void oneWithoutGoesOn() {
        assertTrue(flyway("175").migrate().success);
    }

    private Flyway flyway(String version) {
        return Flyway.configure()
                .dataSource(url, LocalRoles.OWNER, password)
                .schemas(SCHEMA)
                .locations("filesystem:src/main/resources/db/migration")
                .placeholders(Map.of("service", LocalRoles.SERVICE, "retention", LocalRoles.RETENTION))
                .target(version)
                .load();
    }

    private void execute(String sql) throws SQLException {
        try (var owner = DriverManager.getConnection(url, LocalRoles.OWNER, password);
                var statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }
}
