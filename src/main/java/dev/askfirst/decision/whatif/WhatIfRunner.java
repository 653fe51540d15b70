package dev.askfirst.decision.whatif;

import dev.askfirst.catalog.CatalogHistory;
import dev.askfirst.catalog.draft.Drafts;
import dev.askfirst.decision.lane.Desk;
import dev.askfirst.decision.record.DecisionsOnPages;
import dev.askfirst.law.Locator;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.JobsElsewhere;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Works on what-ifs that wait, one at a time in the whole installation, in a thread of its own. What an instance began and did
 * not end, another one, or the same after a restart, begins again.
 */
@ApplicationScoped
class WhatIfRunner {

    private static final Logger LOG = Logger.getLogger(WhatIfRunner.class);
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    /** The service stops; whoever starts next begins again. */
    private static final class Stopped extends SQLException {
        private static final long serialVersionUID = 1;
    }

    private final javax.sql.DataSource dataSource;
    private final Drafts drafts;
    private final CatalogHistory history;
    private final Locator locator;
    private final Desk desk;
    private final double share;
    private volatile boolean stopping;

    WhatIfRunner(
            @DataSource("work") javax.sql.DataSource dataSource,
            Drafts drafts,
            CatalogHistory history,
            Locator locator,
            Desk desk,
            @ConfigProperty(name = "askfirst.jobs.share") double share) {
        this.dataSource = dataSource;
        this.drafts = drafts;
        this.history = history;
        this.locator = locator;
        this.desk = desk;
        this.share = share;
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    @Scheduled(
            every = "{askfirst.jobs.every}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = JobsElsewhere.class)
    void work() throws InterruptedException {
        try (var connection = dataSource.getConnection()) {
            var job = WhatIfRows.claim(connection, Ids.at(Instant.now()));
            if (job.isPresent()) workOn(connection, job.get());
        } catch (SQLException e) {
            LOG.warnf("what-ifs of drafts cannot be worked on: %s", e.getMessage());
        }
    }

    /** @param write says how far it is */
    private void workOn(Connection write, WhatIfRows.Job job) throws SQLException, InterruptedException {
        if (job.attempts() > WhatIfRows.MOST_ATTEMPTS) {
            WhatIfRows.end(write, job, WhatIf.State.FAILED, Optional.empty());
            return;
        }
        Thread.ofPlatform()
                .name("what-if")
                .daemon()
                .priority(Thread.MIN_PRIORITY)
                .start(() -> run(write, job))
                .join();
    }

    private void run(Connection write, WhatIfRows.Job job) {
        try (var read = dataSource.getConnection()) {
            read.setAutoCommit(false);
            try {
                var result = result(read, write, job);
                WhatIfRows.end(write, job, WhatIf.State.DONE, Optional.of(result));
            } finally {
                read.rollback();
            }
        } catch (WhatIfRows.Gone _) {
            LOG.infof("what-if %s was cancelled or taken over", job.id());
        } catch (Stopped _) {
            giveBack(write, job);
        } catch (SQLException | RuntimeException e) {
            LOG.errorf(e, "what-if %s failed", job.id());
            giveBack(write, job);
        }
    }

    private WhatIfResult result(Connection read, Connection write, WhatIfRows.Job job) throws SQLException {
        var shown = drafts.one(job.draft().toString());
        var all = DecisionsOnPages.count(read, job.from(), job.to());
        WhatIfRows.progress(write, job, all, 0);
        var run = new WhatIfRun(read, history, locator, new GivingWay(desk, share), shown);
        return run.run(job.from(), job.to(), new WhatIfRun.Progress() {
            private long next = System.nanoTime() + BETWEEN.toNanos();

            @Override
            public void at(long done) throws SQLException {
                // Nothing waits for it: neither vacuum nor the retiring of months.
                read.rollback();
                if (stopping) throw new Stopped();
                if (System.nanoTime() < next) return;
                WhatIfRows.progress(write, job, all, done);
                next = System.nanoTime() + BETWEEN.toNanos();
            }
        });
    }

    private static void giveBack(Connection write, WhatIfRows.Job job) {
        try {
            WhatIfRows.giveBack(write, job);
        } catch (SQLException e) {
            LOG.debugf("what-if %s lapses by itself: %s", job.id(), e.getMessage());
        }
    }
}
