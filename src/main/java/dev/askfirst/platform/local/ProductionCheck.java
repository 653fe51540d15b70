package dev.askfirst.platform.local;

import dev.askfirst.platform.StartRefused;
import dev.askfirst.platform.postgres.Sql;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;

/**
 * Refuses to start rather than to run open: without an identity provider, with rights that could rewrite the record, or on
 * a database that forgets what it has confirmed.
 */
@ApplicationScoped
class ProductionCheck {

    /** The profiles of a machine of one's own. */
    static final List<String> LOCAL = List.of("local", "dev", "test");

    private static final List<String> NEEDED = List.of(
            "quarkus.datasource.jdbc.url",
            "quarkus.datasource.username",
            "askfirst.retention.username",
            "mp.jwt.verify.issuer",
            "mp.jwt.verify.audiences",
            "mp.jwt.verify.publickey.location",
            "askfirst.keys",
            "askfirst.public-url",
            "quarkus.mailer.host",
            "askfirst.mail.from");
    private static final Sql REWRITING = Sql.of("""
            select string_agg(t || '.' || lower(p), ', ') as found from unnest(array['consent_event', 'decision', 'page']) t,
                unnest(array['UPDATE', 'DELETE']) p
            where has_table_privilege(current_user, t, p)""");
    private static final String FORGETS = """
            select string_agg(name, ', ') as found from pg_settings
            where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off'""";
    private static final Sql FORGETFUL = Sql.of(FORGETS);

    /** A machine that cannot be reached is no reason not to start: the others answer. */
    private static final Sql FORGETFUL_WORKERS = Sql.of("""
            select string_agg(format('%%s of %%s port %%s', result, nodename, nodeport), ', ') as found
            from run_command_on_workers($$%s$$) where success and result <> ''""".formatted(FORGETS));

    private static final Sql CLUSTER = Sql.of("select 1 from pg_extension where extname = 'citus'");
    private static final String FORGETFUL_IS = "the database could lose what it has confirmed: turn on its settings %s";

    /** Before anything waits for the database. */
    private static final int FIRST = -2;

    private final Config config;
    private final DataSource dataSource;

    ProductionCheck(Config config, DataSource dataSource) {
        this.config = config;
        this.dataSource = dataSource;
    }

    /** Nothing but a local profile excuses from the settings, whoever started the database. */
    void settings(@Observes @Priority(FIRST) StartupEvent starting) {
        if (Collections.disjoint(ConfigUtils.getProfiles(), LOCAL)) settings(config);
    }

    void database(@Observes @Priority(1) StartupEvent starting) throws SQLException {
        refuse(
                REWRITING,
                "the service's database role could rewrite the record (%s): give it the service role of "
                        + "docs/operations/install.md, and Flyway the owner role");
        refuse(FORGETFUL, FORGETFUL_IS);
        if (isCluster()) refuse(FORGETFUL_WORKERS, FORGETFUL_IS);
    }

    /** Also called before anything is started or migrated, to say what is missing and nothing else. */
    static void settings(Config config) {
        var missing = NEEDED.stream()
                .filter(name -> !isSet(config, name))
                .map(name -> name + " (" + variable(name) + ")")
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) throw new StartRefused("production needs these settings: " + missing);
        var address = config.getValue("askfirst.public-url", String.class);
        if (!address.startsWith("https://")) {
            throw new StartRefused("askfirst.public-url must start with https://, not `%s`: people's links go over it"
                    .formatted(address));
        }
    }

    /** By anybody at all: what the framework makes up, such as a mail server on this very machine, has no place in it. */
    private static boolean isSet(Config config, String name) {
        return config.getOptionalValue(name, String.class).isPresent()
                && config.getConfigValue(name).getSourceOrdinal() >= 0;
    }

    private static String variable(String name) {
        return name.replaceAll("[^a-z]", "_").toUpperCase(Locale.ROOT);
    }

    private boolean isCluster() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            return CLUSTER.first(connection, _ -> true).isPresent();
        }
    }

    private void refuse(Sql query, String reason) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            var found = query.first(connection, row -> row.optionalText("found"));
            found.flatMap(it -> it).ifPresent(it -> {
                throw new StartRefused(reason.formatted(it));
            });
        }
    }
}
