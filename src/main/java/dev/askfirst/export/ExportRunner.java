package dev.askfirst.export;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.limit.Reach;
import dev.askfirst.log.LogKeys;
import dev.askfirst.log.PublishedLog;
import dev.askfirst.person.PersonAliases;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.JobsElsewhere;
import dev.askfirst.platform.postgres.Sql;
import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Works on exports that wait, one at a time on each instance. */
@ApplicationScoped
class ExportRunner {

    private static final Logger LOG = Logger.getLogger(ExportRunner.class);
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final Sql ASKED = Sql.of("select id from decisions_about(:points::uuid[], null, null)");

    private final javax.sql.DataSource dataSource;
    private final ExportJobs jobs;
    private final LogKeys keys;
    private final PersonalFile personal;
    private final CatalogService catalogs;
    private final long pieceSize;

    ExportRunner(
            @DataSource("work") javax.sql.DataSource dataSource,
            ExportJobs jobs,
            LogKeys keys,
            PersonalFile personal,
            CatalogService catalogs,
            @ConfigProperty(name = "askfirst.exports.entries-per-file", defaultValue = "500000") long pieceSize) {
        this.dataSource = dataSource;
        this.jobs = jobs;
        this.keys = keys;
        this.personal = personal;
        this.catalogs = catalogs;
        this.pieceSize = pieceSize;
    }

    @Scheduled(
            every = "{askfirst.jobs.every}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = JobsElsewhere.class)
    void work() {
        var claim = Ids.at(Instant.now());
        try {
            var export = jobs.claim(claim);
            if (export.isPresent()) run(export.get(), claim);
        } catch (SQLException e) {
            LOG.warnf("exports cannot be worked on: %s", e.getMessage());
        }
    }

    @Scheduled(every = "{askfirst.tidying.every}", delayed = "10m")
    void tidy() {
        try {
            jobs.tidy();
        } catch (SQLException e) {
            LOG.warnf("old exports were not deleted: %s", e.getMessage());
        }
    }

    private void run(Export export, UUID claim) throws SQLException {
        try (var read = dataSource.getConnection();
                var write = dataSource.getConnection()) {
            read.setAutoCommit(false);
            try {
                write(new ExportRun.Connections(read, write), export, claim);
                jobs.end(export.id(), claim, ExportState.DONE);
            } finally {
                read.rollback();
            }
        } catch (ExportJobs.Gone _) {
            LOG.infof("export %s was cancelled or taken over", export.id());
        } catch (SQLException | RuntimeException e) {
            LOG.errorf(e, "export %s failed", export.id());
            jobs.giveBack(export.id(), claim);
        }
    }

    private void write(ExportRun.Connections connections, Export export, UUID claim) throws SQLException {
        var log = PublishedLog.holding(connections.read(), ExportJobs.page(connections.read(), export.id()))
                .orElseThrow();
        var filter = new Filter(export.filters(), ids(connections.read(), export), reach(connections.read(), export));
        var run = new ExportRun(connections, export, log, filter, personal.of(export), pieceSize);
        run.run(keys.signers(log.origin()), new ExportRun.Progress() {
            private long next = System.nanoTime();

            @Override
            public void at(long done, long entries) throws SQLException {
                // Nothing waits for a long export: neither vacuum nor the retiring of months.
                connections.read().rollback();
                if (done < entries && done > 0 && System.nanoTime() < next) return;
                jobs.progress(export.id(), claim, done, entries);
                next = System.nanoTime() + BETWEEN.toNanos();
            }
        });
    }

    private Reach reach(Connection connection, Export export) throws SQLException {
        var controllers = export.controllers();
        return controllers.isEmpty() ? Reach.WHOLE : Reach.to(catalogs.newest(connection), controllers.get());
    }

    /** Under which ids entries about the person stand who was asked for, and those of what was decided about them. */
    private static Set<String> ids(Connection connection, Export export) throws SQLException {
        var person = Optional.ofNullable(export.filters().path("person").textValue());
        if (person.isEmpty()) return Set.of();
        var subject = PersonAliases.of(connection, UUID.fromString(person.get()));
        var decided = ASKED.with("points", subject.points()).list(connection, row -> row.id("id"));
        return Stream.of(subject.people(), subject.points(), decided)
                .flatMap(List::stream)
                .map(UUID::toString)
                .collect(Collectors.toSet());
    }
}
