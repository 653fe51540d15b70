package dev.askfirst.console;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.catalog.limit.StaffLimit;
import dev.askfirst.console.table.Sorting;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.reconcile.Reconciliations;
import dev.askfirst.search.Statistics;
import dev.askfirst.selfservice.form.CatalogNames;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Puts an overview together, each part of it read in a bounded time. */
@ApplicationScoped
class Overviews {

    private static final int MOST_ACTS = 100_000;
    private static final int MOST_BARS = 10;
    private static final int MONTHS = 12;

    private static final Map<String, Comparator<Reconciliations.Month>> UNASKED = Map.of(
            "month", Comparator.comparing(Reconciliations.Month::month),
            "sender", Comparator.comparing(Reconciliations.Month::sender),
            "without", Comparator.comparingLong(it -> it.counts().sentWithoutAsking()),
            "late", Comparator.comparingLong(it -> it.counts().sentAfterExpiry()),
            "against", Comparator.comparingLong(it -> it.counts().sentAgainstDeny()),
            "with", Comparator.comparingLong(it -> it.counts().sentWithPermit()));

    private static final Sql NOES = Sql.of("""
            with seen as materialized (
                select kind, made, known, body ->> 'controller' as controller from consent_event where id >= first_uuid_of(:from) order by id desc limit %d)
            select count(*) as n, round(1000 * extract(
                    epoch from percentile_cont(0.5) within group (order by known - made)))::bigint as median,
                round(1000 * extract(epoch from max(known - made)))::bigint as slowest,
                (select count(*) from seen) as seen
            from seen where kind in ('refusal', 'withdrawal')
                and (:controllers::text[] is null or coalesce(controller, '*') = any (:controllers::text[]))""".formatted(MOST_ACTS));

    private static final Sql SEALS = Sql.of("""
            select c.at, page.page_id as page
            from (select at, lag(size) over (order by size) as first
                  from (select size, at from checkpoint order by size desc limit 100) newest) c
            join page on page.first_leaf = c.first""");

    private static final Sql STATE = Sql.of("""
            select (select size from checkpoint order by size desc limit 1) as size,
                (select at from checkpoint order by size desc limit 1) as at,
                (select page_id from page where first_leaf is null order by page_id limit 1) as oldest""");

    private final DataSource dataSource;
    private final Statistics statistics;
    private final Reconciliations reconciliations;
    private final StaffLimit limit;
    private final CatalogService catalogs;
    private final Clock clock;

    Overviews(
            DataSource dataSource,
            Statistics statistics,
            Reconciliations reconciliations,
            StaffLimit limit,
            CatalogService catalogs,
            Clock clock) {
        this.dataSource = dataSource;
        this.statistics = statistics;
        this.reconciliations = reconciliations;
        this.limit = limit;
        this.catalogs = catalogs;
        this.clock = clock;
    }

    /** How things are, of what this caller may see; senders that act for other controllers too are not counted for whoever is limited. */
    Overview of(int length, Caller caller, Sorting sorting) throws SQLException {
        var names = new CatalogNames(catalogs.newest(), "en");
        var senders = limit.reach(caller).ownSenders();
        Instant now;
        Overview.Withdrawals withdrawals;
        Overview.Sealing sealing;
        try (var connection = dataSource.getConnection()) {
            now = clock.read(connection);
            withdrawals = withdrawals(connection, now.minus(length, ChronoUnit.DAYS), caller);
            sealing = sealing(connection, now);
        }
        var from = now.truncatedTo(ChronoUnit.DAYS).minus(length - 1L, ChronoUnit.DAYS);
        var days = statistics.of(from, now, Statistics.By.DAY, senders);
        var search = "/console/entries?kind=decision&from=" + from.toString().substring(0, 10);
        return new Overview(
                length,
                days.until().truncatedTo(ChronoUnit.SECONDS).toString(),
                days.total(),
                everyDay(Bar.of(days, length + 1, search + "&on="), from, length),
                Bar.of(statistics.of(from, now, Statistics.By.OUTCOME, senders), MOST_BARS, search + "&outcome="),
                sorting.sorted(
                        "reasons",
                        Bar.of(
                                statistics.of(from, now, Statistics.By.REASON, senders),
                                MOST_BARS + 5,
                                search + "&reason="),
                        Bar.COLUMNS),
                sorting.sorted(
                        "senders",
                        Bar.of(
                                statistics.of(from, now, Statistics.By.SENDER, senders),
                                MOST_BARS,
                                search + "&sender=",
                                names::sender),
                        Bar.COLUMNS),
                sorting.sorted(
                        "topics",
                        Bar.of(
                                statistics.of(from, now, Statistics.By.TOPIC, senders),
                                MOST_BARS,
                                search + "&topic=",
                                names::topic),
                        Bar.COLUMNS),
                withdrawals,
                sealing,
                sorting.sorted("unasked", reconciliations.trend(Optional.empty(), senders, MONTHS), UNASKED));
    }

    private static List<Bar> everyDay(List<Bar> counted, Instant from, int length) {
        var known = counted.stream().collect(Collectors.toMap(Bar::value, it -> it));
        var days = new ArrayList<Bar>();
        var first = LocalDate.ofInstant(from, ZoneOffset.UTC);
        for (var day = 0; day < length; day++) {
            var name = first.plusDays(day).toString();
            var link = "/console/entries?kind=decision&from=" + name + "&to=" + name;
            var bar = known.getOrDefault(name, new Bar(name, name, 0, 0, 0, 0, 0, link));
            days.add(new Bar(name, name, bar.count(), bar.permits(), bar.defers(), bar.denies(), bar.share(), link));
        }
        return days;
    }

    private static Overview.Withdrawals withdrawals(Connection connection, Instant from, Caller caller)
            throws SQLException {
        return NOES.with("from", from)
                .with("controllers", caller.limit())
                .first(
                        connection,
                        row -> new Overview.Withdrawals(
                                row.number("n"),
                                milliseconds(row.optionalNumber("median")),
                                milliseconds(row.optionalNumber("slowest")),
                                row.number("seen") < MOST_ACTS))
                .orElseThrow();
    }

    private static Overview.Sealing sealing(Connection connection, Instant now) throws SQLException {
        var slowest = SEALS.list(connection, Overviews::between).stream()
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return STATE.first(
                        connection,
                        row -> new Overview.Sealing(
                                row.optionalNumber("size").orElse(0L),
                                row.optionalTime("at")
                                        .map(it -> it.truncatedTo(ChronoUnit.SECONDS)
                                                .toString())
                                        .orElse(""),
                                row.optionalId("oldest")
                                        .map(it -> Durations.text(Duration.between(Ids.instant(it), now)))
                                        .orElse(""),
                                Durations.text(slowest)))
                .orElseThrow();
    }

    /** From when the first page of a seal was recorded until it was sealed. */
    private static Duration between(Row row) throws SQLException {
        return Duration.between(Ids.instant(row.id("page")), row.time("at"));
    }

    private static String milliseconds(Optional<Long> count) {
        return Durations.text(Duration.ofMillis(count.orElse(0L)));
    }
}
