package dev.askfirst.search;

import dev.askfirst.platform.Clock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** Skips hours in which, by their counts, no decision can match. */
final class CountedHours {

    private static final Duration AT_ONCE = Duration.ofDays(30);
    private static final Map<String, String> CONDITIONS = Map.of(
            "outcome", "outcome = ?",
            "reason", "? = any (reasons)",
            "sender", "sender = ?",
            "topic", "starts_with(topic || '.', ? || '.')",
            "channel", "channel = ?");

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
        try (var select = connection.prepareStatement("""
                select hour from decision_hour where hour <= ? and hour > ? and %s order by hour desc limit 1""".formatted(String.join(
                " and ",
                wanted.countedBy().keySet().stream().map(CONDITIONS::get).toList())))) {
            select.setObject(1, from.atOffset(ZoneOffset.UTC));
            select.setObject(2, least.atOffset(ZoneOffset.UTC));
            var at = 3;
            for (var value : wanted.countedBy().values()) select.setString(at++, value);
            var row = select.executeQuery();
            var hour = row.next() ? row.getObject(1, OffsetDateTime.class).toInstant() : least;
            scan.jump(Wanted.least(hour.plus(1, ChronoUnit.HOURS)));
        }
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
