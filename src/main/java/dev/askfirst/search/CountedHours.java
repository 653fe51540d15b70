package dev.askfirst.search;

import dev.askfirst.platform.Ids;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Skips what cannot match: hours by their counts, and within an hour stretches of the log by the shapes of their decisions. Only
 * where all has been counted.
 */
final class CountedHours {

    private static final Duration AT_ONCE = Duration.ofDays(30);
    private static final Map<String, String> CONDITIONS = Map.of(
            "outcome", "outcome = :outcome",
            "reason", ":reason = any (reasons)",
            "sender", "sender = :sender",
            "topic", "starts_with(topic || '.', :topic || '.')",
            "channel", "channel = :channel");

    /** The names of the filters by which decisions are counted. */
    static final Set<String> FILTERS = CONDITIONS.keySet();

    private static final String HOUR = """
            select hour from decision_hour where hour <= :from and hour > :least and %s
            order by hour desc limit 1""";

    // A stretch may be long, because a page was committed late: so the newest page of each tells which come first.
    private static final String STRETCH = """
            select last_page from decision_stretch
            where last_page >= :least and first_page < :before and shapes && array(select id from decision_shape where %s)
            order by last_page desc limit 1""";

    private final Connection connection;
    private final Wanted wanted;
    private final String conditions;
    private Optional<Optional<UUID>> unread = Optional.empty();

    CountedHours(Connection connection, Wanted wanted) {
        this.connection = connection;
        this.wanted = wanted;
        this.conditions =
                wanted.countedBy().keySet().stream().map(CONDITIONS::get).collect(Collectors.joining(" and "));
    }

    /** Goes on to the newest stretch before with a match. */
    void skip(Scan scan) throws SQLException {
        if (wanted.countedBy().isEmpty() || !isCounted(scan.position())) return;
        var from = Ids.instant(scan.position()).truncatedTo(ChronoUnit.HOURS);
        var least = from.minus(AT_ONCE);
        var hour = with(HOUR, "from", from).with("least", least).first(connection, row -> row.time("hour"));
        if (hour.isEmpty()) {
            scan.jump(Wanted.least(least.plus(1, ChronoUnit.HOURS)));
            return;
        }
        scan.jump(Wanted.least(hour.get().plus(1, ChronoUnit.HOURS)));
        var start = Wanted.least(hour.get());
        var stretch = with(STRETCH, "before", scan.position())
                .with("least", start)
                .first(connection, row -> row.id("last_page"));
        scan.jump(stretch.map(Ids::afterPage).orElse(start));
    }

    private Sql.Call with(String sql, String bound, Object value) {
        var select = Sql.of(sql.formatted(conditions)).with(bound, value);
        for (var filter : wanted.countedBy().entrySet()) select = select.with(filter.getKey(), filter.getValue());
        return select;
    }

    /** Whether all decisions before were counted. */
    private boolean isCounted(UUID position) throws SQLException {
        if (unread.isEmpty()) unread = Optional.of(DecisionCounts.unread(connection));
        return unread.get().filter(page -> Ids.compare(position, page) > 0).isEmpty();
    }
}
