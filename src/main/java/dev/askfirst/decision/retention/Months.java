package dev.askfirst.decision.retention;

import dev.askfirst.person.key.Shards;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.postgres.RetentionConfig;
import dev.askfirst.platform.postgres.RetentionDatabase;
import dev.askfirst.platform.postgres.RetentionState;
import dev.askfirst.platform.postgres.RetentionState.Removed;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.postgres.Transactions;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.jboss.logging.Logger;

/** Retires months of decisions that need not be kept any longer, the oldest first. */
@ApplicationScoped
class Months {

    private static final Logger LOG = Logger.getLogger(Months.class);
    private static final String JOB = "months";
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final Sql KNOWN = Sql.of("""
            select month from (
                select replace(substring(c.relname from 15), '_', '-') as month
                from pg_inherits i join pg_class c on c.oid = i.inhrelid
                where i.inhparent = 'decision_page'::regclass and c.relname ~ '^decision_page_[0-9]{4}_[0-9]{2}$'
                union select month from audit_key
                union select to_char(instant_of(page_id) at time zone 'UTC', 'YYYY-MM') from decision_page_default) known
            where not exists (select 1 from retired_month r where r.month = known.month) order by month""");

    private static final Sql LEFT = Sql.of("""
            select month from retired_month
            where to_regclass('decision_page_' || replace(month, '-', '_')) is not null order by month""");

    private final RetentionDatabase database;
    private final RetentionState state;
    private final RetentionConfig config;
    private final Clock clock;
    private final Shards shards;

    Months(RetentionDatabase database, RetentionState state, RetentionConfig config, Clock clock, Shards shards) {
        this.database = database;
        this.state = state;
        this.config = config;
        this.clock = clock;
        this.shards = shards;
    }

    @Scheduled(
            every = "{askfirst.retention.every}",
            delayed = "{askfirst.retention.delayed}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void retire() {
        try {
            for (var month : over()) retire(month);
            if (shards.apart()) dropLeft();
            state.succeeded(JOB);
        } catch (SQLException e) {
            // Another instance retires the same month, or a long read of decisions is under way: the next run tries
            // again.
            if (Transactions.refusedData(e) || LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                LOG.infof("a month is not retired now: %s", e.getSQLState());
                return;
            }
            state.failed(JOB, e);
            LOG.warnf("no month is retired: %s %s", e.getSQLState(), e.getMessage());
        }
    }

    private void retire(YearMonth month) throws SQLException {
        var done = database.transactions()
                .run(connection -> new Retirement(connection, month, clock.read(connection), !shards.apart()).retire());
        if (done.page().isEmpty()) {
            LOG.infof("%s stays: somebody on hold was asked about in it", month);
            return;
        }
        state.count(Removed.MONTHS, 1);
        state.count(Removed.DECISIONS, done.decisions());
        LOG.infof("%s is retired: %d decisions were deleted", month, done.decisions());
    }

    /**
     * Where tables are spread, partitions are dropped after the transaction that retires their month: no two roles may change
     * the same shards in one. If that fails, the next run does it.
     */
    private void dropLeft() throws SQLException {
        for (var month : left()) database.transactions().run(connection -> Retirement.drop(connection, month));
    }

    private List<String> left() throws SQLException {
        try (var connection = database.connect()) {
            return LEFT.list(connection, row -> row.text("month"));
        }
    }

    /** The months that ended so long ago that nothing in them must be kept. */
    private List<YearMonth> over() throws SQLException {
        try (var connection = database.connect()) {
            var now = clock.read(connection);
            return KNOWN.list(connection, row -> YearMonth.parse(row.text("month"))).stream()
                    .filter(month -> !keptUntil(month).isAfter(now))
                    .toList();
        }
    }

    private Instant keptUntil(YearMonth month) {
        var end = month.plusMonths(1).atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC);
        return end.plus(config.decisions()).toInstant();
    }
}
