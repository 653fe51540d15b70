package dev.askfirst.console;

import dev.askfirst.platform.language.Texts;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.selfservice.form.CatalogNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many acts of one sort were recorded, by week and topic.
 *
 * @param topics the most frequent ones, and {@code …} for all others
 */
public record Weeks(List<String> topics, List<Week> weeks) {

    /** One week by its Monday, with a count for each topic. */
    public record Week(String monday, List<Long> counts) {}

    private static final int MOST_ACTS = 200_000;
    private static final int MOST_TOPICS = 5;
    private static final String OTHERS = "…";
    private static final String ALL_TOPICS = Texts.of("console", "en").text("allTopics");

    private static final Sql COUNT = Sql.of("""
            with seen as materialized (
                select kind, known, body from consent_event where id >= first_uuid_of(:from) order by id desc limit %d)
            select to_char(date_trunc('week', known at time zone 'UTC'), 'YYYY-MM-DD') as week,
                coalesce(body ->> 'topic', '*') as topic, count(*) as n
            from seen where kind = any (:kinds) and body -> 'pending' is null
                and (:controllers::text[] is null or coalesce(body ->> 'controller', '*') = any (:controllers::text[]))
            group by 1, 2""".formatted(MOST_ACTS));

    /** Yeses that are in force at once, and confirmations. */
    static Weeks grants(Connection connection, Instant from, Caller caller) throws SQLException {
        return read(connection, from, caller, List.of("grant", "confirmation"));
    }

    static Weeks refusals(Connection connection, Instant from, Caller caller) throws SQLException {
        return read(connection, from, caller, List.of("refusal", "withdrawal"));
    }

    /** The same with topics as they are called. */
    Weeks named(CatalogNames names) {
        return new Weeks(
                topics.stream()
                        .map(it -> it.equals(Scope.ALL) ? ALL_TOPICS : names.topic(it))
                        .toList(),
                weeks);
    }

    private static Weeks read(Connection connection, Instant from, Caller caller, List<String> kinds)
            throws SQLException {
        var weeks = new TreeMap<String, Map<String, Long>>();
        var topics = new TreeMap<String, Long>();
        var counted = COUNT.with("from", from).with("kinds", kinds).with("controllers", caller.limit());
        counted.each(connection, row -> {
            var topic = row.text("topic");
            var n = row.number("n");
            weeks.computeIfAbsent(row.text("week"), _ -> new TreeMap<>()).put(topic, n);
            topics.merge(topic, n, Long::sum);
        });
        return of(weeks, topics);
    }

    private static Weeks of(Map<String, Map<String, Long>> weeks, Map<String, Long> topics) {
        var shown = new ArrayList<>(topics.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(MOST_TOPICS)
                .map(Map.Entry::getKey)
                .toList());
        var list = new ArrayList<Week>();
        var more = topics.size() > MOST_TOPICS;
        weeks.forEach((monday, counted) -> {
            var counts = new ArrayList<Long>();
            for (var topic : shown) counts.add(counted.getOrDefault(topic, 0L));
            var all = counted.values().stream().mapToLong(Long::longValue).sum();
            if (more)
                counts.add(all - counts.stream().mapToLong(Long::longValue).sum());
            list.add(new Week(monday, counts));
        });
        if (more) shown.add(OTHERS);
        return new Weeks(shown, list);
    }
}
