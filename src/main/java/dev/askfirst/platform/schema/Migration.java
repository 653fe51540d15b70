package dev.askfirst.platform.schema;

import dev.askfirst.platform.StartRefused;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the tables of a database to what this build needs, as their owner: {@code ./askfirst migrate}, and the argument
 * {@code migrate} of the image. The service itself needs no such rights. Doing it again, or with a database that a later
 * build has migrated already, changes nothing.
 */
public final class Migration {

    /** The argument that makes the service's program migrate, and end. */
    public static final String ARGUMENT = "migrate";

    private static final String URL = "quarkus.datasource.jdbc.url";
    private static final String OWNER = "quarkus.flyway.username";

    private final Config config;

    public Migration(Config config) {
        this.config = config;
    }

    /**
     * Migrates and says what it did.
     *
     * @throws StartRefused if a setting is missing or the database refuses; what was migrated before stays
     */
    public void run(PrintStream out) {
        try {
            var flyway = flyway();
            var before = flyway.info().current();
            out.printf("the schema is at %s%n", before == null ? "nothing" : before.getVersion());
            var done = flyway.migrate();
            done.migrations.forEach(it -> out.printf("%s %s%n", it.version, it.description));
            out.println(done.migrationsExecuted == 0 ? "nothing to do" : "it is now at " + done.targetSchemaVersion);
        } catch (FlywayException e) {
            throw new StartRefused("the database cannot be migrated: " + e.getMessage());
        }
    }

    private Flyway flyway() {
        return Flyway.configure()
                .dataSource(needed(URL), needed(OWNER), value("quarkus.flyway.password"))
                .defaultSchema(value("quarkus.flyway.default-schema"))
                .ignoreMigrationPatterns(value("quarkus.flyway.ignore-migration-patterns"))
                .placeholders(Map.of("service", placeholder("service"), "retention", placeholder("retention")))
                .load();
    }

    private String placeholder(String role) {
        return value("quarkus.flyway.placeholders." + role);
    }

    private String value(String name) {
        return config.getOptionalValue(name, String.class).orElse("");
    }

    private String needed(String name) {
        return config.getOptionalValue(name, String.class)
                .orElseThrow(
                        () -> new StartRefused("migrating needs these settings: " + String.join(", ", variables())));
    }

    private static List<String> variables() {
        return List.of("QUARKUS_DATASOURCE_JDBC_URL", "QUARKUS_FLYWAY_USERNAME", "QUARKUS_FLYWAY_PASSWORD");
    }
}
