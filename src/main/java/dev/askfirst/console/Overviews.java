package dev.askfirst.console;

import dev.askfirst.platform.Clock;
import dev.askfirst.reconcile.Reconciliations;
import dev.askfirst.search.Statistics;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Puts an overview together, each part of it read in a bounded time. */
@ApplicationScoped
class Overviews {

    private static final int MOST_ACTS = 100_000;
    private static final int MOST_BARS = 10;
    private static final int MONTHS = 12;

    private static final String NOES = """
            select count(*), extract(epoch from percentile_cont(0.5) within group (order by known - made)),
                extract(epoch from max(known - made)), (select count(*) from seen)
            from (select kind, made, known from seen) it where kind in ('refusal', 'withdrawal')""";

    private static final String SEEN = """
            with seen as materialized (
                select kind, made, known from consent_event where id >= first_uuid_of(?) order by id desc limit %d)
            """.formatted(MOST_ACTS);

    private static final String SEALS = """
            select c.at, (select page_id from page where first_leaf >= c.before order by first_leaf limit 1)
            from (select size, at, lag(size) over (order by size) as before
                  from (select size, at from checkpoint order by size desc limit 100) newest) c
            where c.before is not null""";

    private final DataSource dataSource;
    private final Statistics statistics;
    private final Reconciliations reconciliations;
    private final Clock clock;

    Overviews(DataSource dataSource, Statistics statistics, Reconciliations reconciliations, Clock clock) {
        this.dataSource = dataSource;
        this.statistics = statistics;
        this.reconciliations = reconciliations;
        this.clock = clock;
    }

    Overview of(int length) throws SQLException {
        Instant now;
        Overview.Withdrawals withdrawals;
        Overview.Sealing sealing;
        try (var connection = dataSource.getConnection()) {
            now = clock.read(connection);
            withdrawals = withdrawals(connection, now.minus(length, ChronoUnit.DAYS));
            sealing = sealing(connection, now);
        }
        var from = now.truncatedTo(ChronoUnit.DAYS).minus(length - 1L, ChronoUnit.DAYS);
        var days = statistics.of(from, now, Statistics.By.DAY);
        var search = "/console/entries?kind=decision&from=" + from.toString().substring(0, 10);
        return new Overview(
                length,
                days.until().truncatedTo(ChronoUnit.SECONDS).toString(),
                days.total(),
                everyDay(Bar.of(days, length + 1, search + "&on="), from, length),
                Bar.of(statistics.of(from, now, Statistics.By.OUTCOME), MOST_BARS, search + "&outcome="),
                Bar.of(statistics.of(from, now, Statistics.By.REASON), MOST_BARS + 5, search + "&reason="),
                Bar.of(statistics.of(from, now, Statistics.By.SENDER), MOST_BARS, search + "&sender="),
                Bar.of(statistics.of(from, now, Statistics.By.TOPIC), MOST_BARS, search + "&topic="),
                withdrawals,
                sealing,
                reconciliations.trend(Optional.empty(), MONTHS));
    }

    private static List<Bar> everyDay(List<Bar> counted, Instant from, int length) {
        var known = counted.stream().collect(Collectors.toMap(Bar::value, it -> it));
        var days = new ArrayList<Bar>();
        var first = LocalDate.ofInstant(from, ZoneOffset.UTC);
        for (var day = 0; day < length; day++) {
            var name = first.plusDays(day).toString();
            var link = "/console/entries?kind=decision&from=" + name + "&to=" + name;
            var bar = known.getOrDefault(name, new Bar(name, 0, 0, 0, 0, 0, link));
            days.add(new Bar(name, bar.count(), bar.permits(), bar.defers(), bar.denies(), bar.share(), link));
        }
        return days;
    }

    private static Overview.Withdrawals withdrawals(Connection connection, Instant from) throws SQLException {
        try (var select = connection.prepareStatement(SEEN + NOES)) {
            select.setObject(1, from.atOffset(ZoneOffset.UTC));
            var row = select.executeQuery();
            row.next();
            return new Overview.Withdrawals(
                    row.getLong(1),
                    Durations.text(seconds(row.getDouble(2))),
                    Durations.text(seconds(row.getDouble(3))),
                    row.getLong(4) < MOST_ACTS);
        }
    }

    private static Overview.Sealing sealing(Connection connection, Instant now) throws SQLException {
        var slowest = Duration.ZERO;
        try (var select = connection.prepareStatement(SEALS)) {
            var row = select.executeQuery();
            while (row.next()) {
                var page = row.getObject(2, UUID.class);
                if (page == null) continue;
                var delay = Duration.between(
                        Durations.instant(page),
                        row.getObject(1, OffsetDateTime.class).toInstant());
                if (delay.compareTo(slowest) > 0) slowest = delay;
            }
        }
        try (var select = connection.prepareStatement("""
                select (select size from checkpoint order by size desc limit 1),
                    (select at from checkpoint order by size desc limit 1),
                    (select page_id from page where first_leaf is null order by page_id limit 1)""")) {
            var row = select.executeQuery();
            row.next();
            var at = row.getObject(2, OffsetDateTime.class);
            var oldest = row.getObject(3, UUID.class);
            return new Overview.Sealing(
                    row.getLong(1),
                    at == null
                            ? ""
                            : at.toInstant().truncatedTo(ChronoUnit.SECONDS).toString(),
                    oldest == null ? "" : Durations.text(Duration.between(Durations.instant(oldest), now)),
                    Durations.text(slowest));
        }
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
