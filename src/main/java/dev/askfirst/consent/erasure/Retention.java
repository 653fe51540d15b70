package dev.askfirst.consent.erasure;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.event.AskRules;
import dev.askfirst.person.key.Shards;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.postgres.RetentionDatabase;
import dev.askfirst.platform.postgres.RetentionState;
import dev.askfirst.platform.postgres.RetentionState.Removed;
import dev.askfirst.platform.postgres.Sql;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Checks everybody once a day: evidence texts that no rule keeps any longer are deleted, and people of whom nothing
 * must be kept are erased. Acts, entries of decisions and leaves stay.
 */
@ApplicationScoped
class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final String JOB = "people";
    private static final Duration BETWEEN = Duration.ofHours(23);

    private static final Sql WALK = Sql.of("select after, passed_at from retention_walk where id = 1");

    private final RetentionDatabase database;
    private final RetentionState state;
    private final CatalogService catalogs;
    private final Erasures erasures;
    private final LastUses uses;
    private final AskRules askRules;
    private final Clock clock;
    private final Shards shards;

    Retention(
            RetentionDatabase database,
            RetentionState state,
            CatalogService catalogs,
            Erasures erasures,
            LastUses uses,
            AskRules askRules,
            Clock clock,
            Shards shards) {
        this.database = database;
        this.state = state;
        this.catalogs = catalogs;
        this.erasures = erasures;
        this.uses = uses;
        this.askRules = askRules;
        this.clock = clock;
        this.shards = shards;
    }

    @Scheduled(
            every = "{askfirst.retention.every}",
            delayed = "{askfirst.retention.delayed}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        try {
            if (isDue()) pass();
            state.succeeded(JOB);
        } catch (SQLException e) {
            state.failed(JOB, e);
            LOG.warnf("retention looks at nobody: %s %s", e.getSQLState(), e.getMessage());
        }
    }

    /** Continues where the last run stopped, until everybody has been checked. */
    void pass() throws SQLException {
        uses.read();
        var texts = 0L;
        var people = 0L;
        var more = true;
        while (more) {
            var done = database.transactions()
                    .run(connection -> new RetentionStep(connection, kept(connection), shards).take());
            texts += done.texts();
            state.count(Removed.TEXTS, done.texts());
            for (var forgotten : done.people()) {
                if (!erasures.forget(database.transactions(), forgotten.person(), forgotten.version())) continue;
                people++;
                state.count(Removed.PEOPLE, 1);
            }
            more = done.more();
        }
        if (texts + people > 0)
            LOG.infof("retention deleted the texts of %d acts, and erased %d people", texts, people);
    }

    private RetentionRules kept(Connection connection) throws SQLException {
        return new RetentionRules(
                catalogs.newest(), clock.read(connection), LastUses.readUpTo(connection), askRules.lapses());
    }

    private boolean isDue() throws SQLException {
        try (var connection = database.connect()) {
            var now = clock.read(connection);
            return WALK.first(
                            connection,
                            row -> row.optionalId("after").isPresent()
                                    || row.optionalTime("passed_at")
                                            .map(it -> !it.plus(BETWEEN).isAfter(now))
                                            .orElse(true))
                    .orElseThrow();
        }
    }
}
