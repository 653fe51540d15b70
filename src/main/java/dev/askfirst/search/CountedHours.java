package dev.askfirst.search;

import dev.askfirst.platform.Clock;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Skips hours in which, by their counts, no decision can match. */
final class CountedHours {

    private static final Duration AT_ONCE = Duration.ofDays(30);
    private static final Map<String, String> CONDITIONS = Map.of(
            "outcome", "outcome = :outcome",
            "reason", ":reason = any (reasons)",
            "sender", "sender = :sender",
            "topic", "starts_with(topic || '.', :topic || '.')",
            "channel", "channel = :channel");

    private final Connection connection;
    private final Wanted wanted;
    private final Clock clock;
    private Optional<Instant> counted = Optional.empty();

    CountedHours(Connection connection, Wanted wanted, Clock clock) {
        this.connection = connection;
        this.wanted = wanted;
        this.clock = clock;
    }

    /** Goes on to the newest hour before with a match; only through hours that were counted to their end. */
    void skip(Scan scan) throws SQLException {
        if (wanted.countedBy().isEmpty()) return;
        var from = Wanted.instant(scan.position()).truncatedTo(ChronoUnit.HOURS);
        if (!from.plus(1, ChronoUnit.HOURS).isAfter(upTo())) jump(scan, from);
    }

    private void jump(Scan scan, Instant from) throws SQLException {
        var least = from.minus(AT_ONCE);
        var conditions =
                wanted.countedBy().keySet().stream().map(CONDITIONS::get).collect(Collectors.joining(" and "));
        var select = Sql.of("""
                select hour from decision_hour where hour <= :from and hour > :least and %s
                order by hour desc limit 1""".formatted(conditions)).with("from", from).with("least", least);
        for (var filter : wanted.countedBy().entrySet()) select = select.with(filter.getKey(), filter.getValue());
        var hour = select.first(connection, row -> row.time("hour")).orElse(least);
        scan.jump(Wanted.least(hour.plus(1, ChronoUnit.HOURS)));
    }

    /** None, while the clock says that it is earlier: it was set back, and what it makes now was not counted. */
    private Instant upTo() throws SQLException {
        if (counted.isEmpty()) {
            var mark = DecisionCounts.upTo(connection);
            counted = Optional.of(mark.isAfter(clock.read(connection)) ? Instant.EPOCH : mark);
        }
        return counted.get();
    }
}
