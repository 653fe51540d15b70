package dev.askfirst.consent.feedback;

import dev.askfirst.platform.Clock;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.postgres.Transactions;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Counts what people said of messages once a week is over, as soon as twenty of them said something since it was last counted.
 * What is counted stays as it is: whoever compares two numbers compares different weeks.
 */
@Startup
@ApplicationScoped
public class FeedbackTotals {

    private static final Logger LOG = Logger.getLogger(FeedbackTotals.class);

    private static final Sql SAID = Sql.of("""
            with told as (select controller, topic, max(until) as until from feedback_total group by controller, topic),
            said as (
                select f.controller, f.topic, coalesce(m.into_id, f.person_id) as person, f.value, f.at, f.id, t.until
                from feedback f left join merged_person m on m.person_id = f.person_id
                    left join told t on t.controller = f.controller and t.topic = f.topic
                where f.at < :end and f.at >= coalesce(t.until::timestamp at time zone 'UTC', '-infinity')),
            latest as (
                select distinct on (controller, topic, person) * from said
                order by controller, topic, person, at desc, id desc)
            select l.controller, l.topic,
                coalesce(l.until, date_trunc('week', min(s.first_at) at time zone 'UTC')::date) as since,
                count(*) filter (where l.value = 'more') as more, count(*) filter (where l.value = 'fine') as fine,
                count(*) filter (where l.value = 'less') as less
            from latest l join (
                select controller, topic, min(at) as first_at from said group by controller, topic) s
                on s.controller = l.controller and s.topic = l.topic
            group by l.controller, l.topic, l.until having count(*) >= :fewest""");

    private static final Sql TELL = Sql.of("""
            insert into feedback_total (controller, topic, since, until, people, more, fine, less)
            values (:controller, :topic, cast(:since as date), cast(:until as date), :people, :more, :fine, :less) on conflict do nothing""");

    private record Said(String controller, String topic, LocalDate since, int more, int fine, int less) {
        static Said read(Row row) throws SQLException {
            return new Said(
                    row.text("controller"),
                    row.text("topic"),
                    row.date("since"),
                    (int) row.number("more"),
                    (int) row.number("fine"),
                    (int) row.number("less"));
        }
    }

    private record Told(int totals) implements Transactions.Recorded {
        @Override
        public Optional<UUID> page() {
            return Optional.empty();
        }
    }

    private final Transactions transactions;
    private final DataSource dataSource;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private volatile LocalDate counted = LocalDate.MIN;

    FeedbackTotals(Transactions transactions, DataSource dataSource, Clock clock) {
        this.transactions = transactions;
        this.dataSource = dataSource;
        this.clock = clock;
    }

    @Scheduled(
            every = "{askfirst.upkeep.every}",
            delayed = "{askfirst.upkeep.delayed}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void upkeep() {
        try {
            var monday = monday(now());
            if (monday.equals(counted)) return;
            count(monday);
            counted = monday;
        } catch (SQLException e) {
            LOG.warnf("feedback is not counted yet: %s %s", e.getSQLState(), e.getMessage());
        }
    }

    /** Counts what was said until the last Monday; how many totals were told. Once more it adds nothing. */
    public int count() throws SQLException {
        return count(monday(now()));
    }

    private int count(LocalDate monday) throws SQLException {
        return transactions.run(connection -> count(connection, monday)).totals();
    }

    private Told count(Connection connection, LocalDate monday) throws SQLException {
        var end = monday.atStartOfDay(ZoneOffset.UTC).toInstant();
        var told = 0;
        for (var said : SAID.with("end", end).with("fewest", NoisyShares.FEWEST).list(connection, Said::read)) {
            var shares = NoisyShares.of(said.more(), said.fine(), said.less(), random);
            told += TELL.with("controller", said.controller())
                    .with("topic", said.topic())
                    .with("since", said.since().toString())
                    .with("until", monday.toString())
                    .with("people", shares.people())
                    .with("more", (short) shares.more())
                    .with("fine", (short) shares.fine())
                    .with("less", (short) shares.less())
                    .update(connection);
        }
        return new Told(told);
    }

    private Instant now() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            return clock.read(connection);
        }
    }

    private static LocalDate monday(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}
