package dev.askfirst.platform.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.DataFolder;
import dev.askfirst.platform.Program;
import dev.askfirst.platform.RunningService;
import dev.askfirst.platform.local.LocalPostgres;
import dev.askfirst.platform.local.LocalRoles;
import dev.askfirst.platform.local.LocalSetup;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The owner migrates a database; the service, which has no right to, waits for it. */
class MigrationIT {

    private static final Duration LONG = Duration.ofSeconds(120);
    private static final String OF_OWNER = "quarkus.flyway.";

    private DataFolder folder;
    private LocalPostgres postgres;
    private Map<String, String> owners;
    private Map<String, String> services;

    @BeforeEach
    void anEmptyDatabase() {
        folder = DataFolder.hold(RunningService.freshFolder("migration"));
        LocalSetup.keys(folder);
        postgres = LocalPostgres.start(folder);
        owners = new HashMap<>(LocalSetup.settings(folder, postgres));
        services = new HashMap<>(owners);
        services.keySet().removeIf(name -> name.startsWith(OF_OWNER));
        services.put(OF_OWNER + "migrate-at-start", "false");
        services.put("quarkus.profile", "local");
        services.put("quarkus.http.port", Integer.toString(RunningService.freePort()));
        services.put("askfirst.public-url", "https://migration.example");
        services.put("quarkus.mailer.host", "smtp.migration.example");
        services.put("askfirst.mail.from", "ask@migration.example");
        services.put("askfirst.mail.folder", folder.path().resolve("mail").toString());
    }

    @AfterEach
    void itStops() {
        postgres.close();
        folder.close();
    }

    @Test
    void theServiceWaitsUntilTheOwnerHasMigrated() {
        var service = Program.service(Program.options(services));
        try {
            service.awaitLogged("waiting until the database is migrated (it lacks ", LONG);
            var migrated = Program.migrate(owners);
            assertEquals(0, migrated.exit(), migrated::errors);
            assertTrue(migrated.out().contains("the schema is at nothing\n"), migrated::out);
            assertTrue(migrated.out().contains("\n001 records\n"), migrated::out);
            service.awaitLine("ready on", LONG);
        } finally {
            service.process().destroy();
            service.awaitEnd(LONG);
        }
        var again = Program.migrate(owners);
        assertEquals(0, again.exit(), again::errors);
        assertTrue(again.out().endsWith("nothing to do\n"), again::out);
    }

    @Test
    void itDoesNotWaitForEver() {
        services.put("askfirst.schema.patience", "PT0S");
        var refused = Program.service(Program.options(services)).awaitEnd(LONG);
        assertEquals(1, refused.exit());
        var said = refused.out() + refused.errors();
        assertTrue(said.contains("the database is not migrated (it lacks "), said);
        assertTrue(said.contains("./askfirst migrate does that, with the owner's role"), said);
    }

    @Test
    void whoMayNotMigrateIsToldSo() {
        var none = Program.migrate(services);
        assertEquals(1, none.exit());
        assertEquals(
                "askfirst: migrating needs these settings: QUARKUS_DATASOURCE_JDBC_URL, QUARKUS_FLYWAY_USERNAME, "
                        + "QUARKUS_FLYWAY_PASSWORD\n",
                none.errors());
        for (var who : List.of(LocalRoles.OWNER, LocalRoles.SERVICE)) {
            owners.put(OF_OWNER + "username", who);
            owners.put(
                    OF_OWNER + "password",
                    who.equals(LocalRoles.OWNER) ? "wrong" : postgres.roles().password(who));
            var refused = Program.migrate(owners);
            assertEquals(1, refused.exit());
            assertTrue(refused.errors().startsWith("askfirst: the database cannot be migrated: "), refused::errors);
        }
    }

    @Test
    void theCommandDoesTheSame() {
        var environment = Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl(),
                "QUARKUS_FLYWAY_USERNAME", LocalRoles.OWNER,
                "QUARKUS_FLYWAY_PASSWORD", postgres.roles().password(LocalRoles.OWNER));
        var migrated = Program.run("./askfirst migrate", environment);
        assertEquals(0, migrated.exit(), migrated::errors);
        assertTrue(migrated.out().contains("it is now at "), migrated::out);
        assertTrue(Program.run("./askfirst migrate", environment).out().endsWith("nothing to do\n"));
        assertEquals(2, Program.run("./askfirst migrate", Map.of()).exit());
    }
}
