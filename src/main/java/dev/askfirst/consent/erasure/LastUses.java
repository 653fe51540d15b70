package dev.askfirst.consent.erasure;

import dev.askfirst.audit.Follower;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.postgres.Transactions;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Keeps the day, in UTC, on which a permit last relied on each yes, as read from the record afterwards. */
@ApplicationScoped
class LastUses {

    private static final Logger LOG = Logger.getLogger(LastUses.class);
    private static final String MARKS = "grant_use_mark";

    /** A yes that was used before on the same day is left alone: most are, where much is sent. */
    private static final Sql READ = Sql.of("""
            with seen as (
                select split_part(line, ' ', 2)::uuid as grant_id,
                       max(substr(template, strpos(template, '"decided":"') + 11, 10)::date) as day
                from decision_entry
                where page_id = any (array(select page_id from page where first_leaf >= :from and first_leaf < :to))
                  and split_part(line, ' ', 2) <> '' and strpos(template, '"mode":"reserve"') > 0
                group by 1
            ), newer as materialized (
                select * from seen where not exists (
                    select 1 from grant_use u where u.grant_id = seen.grant_id and u.last_used >= seen.day offset 0)
            ), used as (
                insert into grant_use
                select n.grant_id, n.day from newer n
                join consent_event e on e.id = n.grant_id join person p on p.person_id = e.person_id
                where p.erased_at is null
                order by n.grant_id
                on conflict (grant_id) do update set last_used = excluded.last_used
                where grant_use.last_used < excluded.last_used
            )
            select count(*) from newer""");

    /**
     * No transaction that is still running began before: only the role that writes decisions is told when they began.
     */
    private static final Sql SETTLED = Sql.of("""
            select least(clock_timestamp(), min(xact_start)) as settled from pg_stat_activity
            where usename = current_user and pid <> pg_backend_pid()""");

    /** What was committed and is not sealed yet: the instant of the earliest. */
    private static final Sql NOT_SEALED = Sql.of(
            "select instant_of(page_id) as earliest from page where first_leaf is null order by page_id limit 1");

    private static final Sql READ_UP_TO = Sql.of("select settled from grant_use_mark where id = 1");
    private static final Sql KEEP = Sql.of("update grant_use_mark set settled = :settled where id = 1");

    private final Follower follower;
    private final DataSource dataSource;

    LastUses(Transactions transactions, DataSource dataSource) {
        this.follower = new Follower(
                transactions,
                MARKS,
                (connection, from, to) -> READ.with("from", from).with("to", to).exists(connection));
        this.dataSource = dataSource;
    }

    @Scheduled(
            every = "{askfirst.upkeep.every}",
            delayed = "{askfirst.upkeep.delayed}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void read() {
        try (var connection = dataSource.getConnection()) {
            var settled = SETTLED.first(connection, row -> row.time("settled")).orElseThrow();
            // In this order: what is committed or sealed meanwhile is overlooked by neither, and read by the follower.
            var open = NOT_SEALED.first(connection, row -> row.time("earliest"));
            var known = open.filter(settled::isAfter).orElse(settled);
            // Another instance that is still at it knows itself how far it is.
            if (follower.read()) KEEP.with("settled", known).update(connection);
        } catch (SQLException e) {
            LOG.warnf("what permits relied on is not read: %s %s", e.getSQLState(), e.getMessage());
        }
    }

    /** The instant up to which all permits have been read. */
    static Instant readUpTo(Connection connection) throws SQLException {
        return READ_UP_TO.first(connection, row -> row.time("settled")).orElseThrow();
    }
}
