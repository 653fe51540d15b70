package dev.askfirst.person.usage;

import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.policy.hour.HourCounts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What was counted of the hours at which people act who asked for that; nobody else has a row. */
public final class LearnedHours {

    private static final String COLUMNS =
            "select person_id, acts, week, last, weights::text as weights from learned_hours";

    private static final Sql OF = Sql.of(COLUMNS + " where person_id = any (:people::uuid[])");
    private static final Sql LOCK = Sql.of(COLUMNS + " where person_id = :person for update");
    private static final Sql MAKE = Sql.of("""
            insert into learned_hours (person_id, acts, week, weights) values (:person, 0, 0, '{}') on conflict do nothing""");
    private static final Sql PUT = Sql.of("""
            update learned_hours set acts = :acts, week = :week, last = :last, weights = :weights::json
            where person_id = :person""");
    private static final Sql FORGET = Sql.of("delete from learned_hours where person_id = :person");

    private LearnedHours() {}

    /** What was counted of each of these people, of whom anything was. */
    public static Map<UUID, HourCounts> of(Connection connection, Collection<UUID> people) throws SQLException {
        var found = new HashMap<UUID, HourCounts>();
        OF.with("people", people).each(connection, row -> found.put(row.id("person_id"), counts(row)));
        return found;
    }

    /** Counts an act of somebody at this time of their clock. */
    public static void count(Connection connection, UUID person, LocalDateTime at) throws SQLException {
        var before = lock(connection, person);
        var after = before.with(at);
        if (!after.equals(before)) put(connection, person, after);
    }

    /** Forgets all that was counted of somebody. */
    public static void forget(Connection connection, UUID person) throws SQLException {
        FORGET.with("person", person).update(connection);
    }

    /** Adds what was counted of one person to that of another, after a merge. */
    public static void unite(Connection connection, UUID from, UUID to) throws SQLException {
        var moved = of(connection, List.of(from)).get(from);
        if (moved == null) return;
        put(connection, to, lock(connection, to).and(moved));
        forget(connection, from);
    }

    private static HourCounts lock(Connection connection, UUID person) throws SQLException {
        MAKE.with("person", person).update(connection);
        return LOCK.with("person", person)
                .first(connection, LearnedHours::counts)
                .orElseThrow();
    }

    private static void put(Connection connection, UUID person, HourCounts counts) throws SQLException {
        PUT.with("person", person)
                .with("acts", counts.acts())
                .with("week", counts.week())
                .with("last", counts.last())
                .with("weights", weights(counts))
                .update(connection);
    }

    private static String weights(HourCounts counts) {
        var node = Json.MAPPER.createObjectNode();
        counts.weights().forEach((hour, weight) -> node.put(hour.toString(), weight));
        return node.toString();
    }

    private static HourCounts counts(Row row) throws SQLException {
        var weights = new TreeMap<Integer, Double>();
        for (var member : Json.stored(row.text("weights")).properties()) {
            weights.put(Integer.valueOf(member.getKey()), member.getValue().doubleValue());
        }
        var last = row.optionalNumber("last").map(Long::intValue);
        return new HourCounts(row.integer("acts"), row.number("week"), last, weights);
    }
}
