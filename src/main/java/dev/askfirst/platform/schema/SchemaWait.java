package dev.askfirst.platform.schema;

import dev.askfirst.platform.StartRefused;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/**
 * Waits at the start until the database has every table that this build needs: the service has no right to make them. What a
 * later build added does not matter.
 */
@ApplicationScoped
class SchemaWait {

    private static final Logger LOG = Logger.getLogger(SchemaWait.class);

    /** Before everything that asks the database. */
    private static final int FIRST = -1;

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration REMINDER = Duration.ofSeconds(30);

    private final Flyway flyway;
    private final Duration patience;
    private final boolean migrated;

    /**
     * @param patience for how long a start waits before it is given up
     * @param migrated whether this start has migrated the database itself
     */
    SchemaWait(
            Flyway flyway,
            @ConfigProperty(name = "askfirst.schema.patience") Duration patience,
            @ConfigProperty(name = "quarkus.flyway.migrate-at-start") boolean migrated) {
        this.flyway = flyway;
        this.patience = patience;
        this.migrated = migrated;
    }

    void start(@Observes @Priority(FIRST) StartupEvent starting) throws InterruptedException {
        if (migrated) return;
        var begun = System.nanoTime();
        var told = Optional.<Long>empty();
        for (var lacking = lacking(); lacking.isPresent(); lacking = lacking()) {
            var now = System.nanoTime();
            if (now - begun > patience.toNanos())
                throw new StartRefused(
                        ("the database is not migrated (%s): ./askfirst migrate does that, with the owner's role, "
                                        + "see docs/operations/install.md")
                                .formatted(lacking.get()));
            if (told.isEmpty() || now - told.get() > REMINDER.toNanos()) {
                LOG.warnf(
                        "waiting until the database is migrated (%s): ./askfirst migrate does that, with the owner's role",
                        lacking.get());
                told = Optional.of(now);
            }
            Thread.sleep(PAUSE);
        }
        told.ifPresent(_ -> LOG.info("the database is migrated"));
    }

    /** What is missing yet; empty if nothing is. */
    private Optional<String> lacking() {
        try {
            var pending = flyway.info().pending();
            return pending.length == 0
                    ? Optional.empty()
                    : Optional.of("it lacks %d steps, up to %s"
                            .formatted(pending.length, pending[pending.length - 1].getVersion()));
        } catch (FlywayException e) {
            // Before the first migration is through, nobody else may read how far it is.
            LOG.debug("how far the database is migrated cannot be read", e);
            return Optional.of("how far it is cannot be read");
        }
    }
}
