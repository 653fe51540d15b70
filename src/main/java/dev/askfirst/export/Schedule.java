package dev.askfirst.export;

import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.StartRefused;
import dev.askfirst.platform.security.Caller;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Makes exports by themselves, each from where the one before ended, and delivers them to a folder or a store. */
@ApplicationScoped
class Schedule {

    private static final Logger LOG = Logger.getLogger(Schedule.class);
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    private final DataSource dataSource;
    private final ExportOrders orders;
    private final ExportJobs jobs;
    private final Clock clock;
    private final ScheduleConfig config;
    private final Optional<ExportTarget> target;

    @Inject
    Schedule(DataSource dataSource, ExportOrders orders, ExportJobs jobs, Clock clock, ScheduleConfig config) {
        this.dataSource = dataSource;
        this.orders = orders;
        this.jobs = jobs;
        this.clock = clock;
        this.config = config;
        this.target = config.every().isPresent() ? Optional.of(target(config)) : Optional.empty();
        if (config.every().filter(it -> it.compareTo(SHORTEST) < 0).isPresent())
            throw new StartRefused("`askfirst.exports.schedule.every` is shorter than a minute");
    }

    @Scheduled(every = "{askfirst.schedules.every}", concurrentExecution = ConcurrentExecution.SKIP)
    void work() {
        if (target.isEmpty()) return;
        try {
            var rows = new ScheduleRows(dataSource);
            var now = now();
            rows.begin(lastEnd(now));
            var due = rows.claim(now);
            if (due.isPresent()) advance(rows, due.get());
        } catch (SQLException | Fault e) {
            LOG.warnf("scheduled exports cannot be worked on: %s", e.getMessage());
        } catch (IOException e) {
            LOG.warnf("a scheduled export was not delivered, and will be tried again: %s", e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Instant now() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            return clock.read(connection);
        }
    }

    /** The last end of a period that is long enough ago. */
    private Instant lastEnd(Instant now) {
        var every = config.every().orElseThrow().toSeconds();
        var last = now.minus(config.after()).getEpochSecond();
        return Instant.ofEpochSecond(last - Math.floorMod(last, every));
    }

    private void advance(ScheduleRows rows, ScheduleRows.Due due)
            throws SQLException, IOException, InterruptedException {
        if (due.export().isEmpty()) {
            rows.ordered(due, orders.take(Caller.OPERATOR, request(due)));
            return;
        }
        var status = jobs.status(due.export().get()).orElseThrow();
        switch (status.state()) {
            case WAITING, RUNNING -> rows.again(due);
            case DONE -> deliver(rows, due, status);
            case FAILED, CANCELLED, DELETED -> {
                LOG.errorf(
                        "scheduled export %s is %s, and is ordered anew",
                        due.export().get(), status.state().text());
                rows.anew(due);
            }
        }
    }

    private ExportRequest request(ScheduleRows.Due due) {
        return new ExportRequest(
                due.from(), due.to(), config.format(), null, due.since().orElse(null));
    }

    private void deliver(ScheduleRows rows, ScheduleRows.Due due, ExportJobs.Status status)
            throws SQLException, IOException, InterruptedException {
        var export = due.export().orElseThrow();
        var files = status.files().stream()
                .map(it -> new ExportTarget.Source(
                        it.name(), it.bytes(), it.sha256(), () -> new ExportStream(dataSource, export, it)))
                .toList();
        target.orElseThrow().deliver(due.name(), files);
        rows.delivered(due, size(files));
        LOG.infof("export %s is delivered as %s", export, due.name());
    }

    /** Of the checkpoint that came with it. */
    private static long size(java.util.List<ExportTarget.Source> files) throws IOException {
        var checkpoint = files.stream()
                .filter(it -> it.name().equals("checkpoint"))
                .findFirst()
                .orElseThrow();
        try (var content = checkpoint.content().open()) {
            return Long.parseLong(
                    new String(content.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).split("\n", 3)[1]);
        }
    }

    static ExportTarget target(ScheduleConfig config) {
        if (config.folder().isPresent() == config.s3().isPresent()) {
            throw new StartRefused("scheduled exports need either `askfirst.exports.schedule.folder` or `….s3`");
        }
        if (config.folder().isPresent()) return new FolderTarget(config.folder().get());
        var address = config.s3().get();
        if (!Set.of("https", "http").contains(String.valueOf(address.getScheme()))
                || address.getPath().length() < 2) {
            throw new StartRefused(
                    "`askfirst.exports.schedule.s3` is not an address with a bucket such as `https://s3.example/record`");
        }
        if (config.s3AccessKey().isEmpty() || config.s3SecretKey().isEmpty()) {
            throw new StartRefused("`askfirst.exports.schedule.s3` needs `….s3-access-key` and `….s3-secret-key`");
        }
        return new S3Target(
                address,
                new S3Signer(
                        config.s3Region(),
                        config.s3AccessKey().get(),
                        config.s3SecretKey().get()));
    }

    @PreDestroy
    void close() {
        target.filter(S3Target.class::isInstance).map(S3Target.class::cast).ifPresent(S3Target::close);
    }
}
