package dev.askfirst.search.moves;

import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What one piece of the record adds to the counts. */
final class Tally {

    /** What is counted together. */
    record Key(LocalDate day, String event, String controller, String by, String value) {

        private Key whole() {
            return new Key(day, event, controller, by, "");
        }

        private Key other() {
            return new Key(day, event, controller, by, OTHERS);
        }
    }

    /** Stands for values beyond the first hundred of a day, and for rare ones of the past. */
    static final String OTHERS = "…";

    /** Values that senders make up: there may be one for each message. */
    private static final Set<String> FREE = Set.of("source", "campaign");

    private static final int MOST = 100;

    private static final Sql KNOWN = Sql.of("""
            select day, event, controller, by, value from yes_day
            where day = any (:days::date[]) and by in ('source', 'campaign')""");

    private static final Sql ADD = Sql.of("""
            insert into yes_day (day, event, controller, by, value, n)
            select day::date, event, controller, by, value, n
            from unnest(:day::text[], :event::text[], :controller::text[], :by::text[], :value::text[], :n::bigint[])
                as counted (day, event, controller, by, value, n)
            on conflict (day, event, controller, by, value) do update set n = yes_day.n + excluded.n""");

    private final Map<Key, Long> counts = new LinkedHashMap<>();

    void add(LocalDate day, String event, String controller, String by, String value, long n) {
        counts.merge(new Key(day, event, controller, by, value), n, Long::sum);
    }

    void write(Connection connection) throws SQLException {
        if (counts.isEmpty()) return;
        var bounded = bounded(connection);
        ADD.with("day", texts(bounded, it -> it.day().toString()))
                .with("event", texts(bounded, Key::event))
                .with("controller", texts(bounded, Key::controller))
                .with("by", texts(bounded, Key::by))
                .with("value", texts(bounded, Key::value))
                .with("n", bounded.values())
                .update(connection);
    }

    /** The same, with what is beyond the first hundred values of its day under one name. */
    private Map<Key, Long> bounded(Connection connection) throws SQLException {
        var known = known(connection);
        var bounded = new LinkedHashMap<Key, Long>();
        counts.forEach((key, n) -> {
            var kept = key;
            if (FREE.contains(key.by())) {
                var values = known.computeIfAbsent(key.whole(), _ -> new HashSet<>());
                if (values.size() < MOST) values.add(key.value());
                if (!values.contains(key.value())) kept = key.other();
            }
            bounded.merge(kept, n, Long::sum);
        });
        return bounded;
    }

    private Map<Key, Set<String>> known(Connection connection) throws SQLException {
        var days = counts.keySet().stream()
                .map(it -> it.day().toString())
                .distinct()
                .toList();
        var known = new HashMap<Key, Set<String>>();
        KNOWN.with("days", days).each(connection, row -> {
            var key = new Key(row.date("day"), row.text("event"), row.text("controller"), row.text("by"), "");
            known.computeIfAbsent(key, _ -> new HashSet<>()).add(row.text("value"));
        });
        return known;
    }

    private static List<String> texts(Map<Key, Long> counts, Function<Key, String> of) {
        return counts.keySet().stream().map(of).toList();
    }
}
