package dev.askfirst.consent.due;

import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.outbound.feed.Change;
import dev.askfirst.outbound.feed.Outbox;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.postgres.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Tells subscribers once of each thing whose time is over. What is due stands in a table {@code due_KIND} with {@code id},
 * {@code controller}, {@code due_at} and {@code told}, and leaves it when it is done.
 */
final class Overdue {

    private static final int AT_ONCE = 500;

    /**
     * One kind of what is due.
     *
     * @param name as tables have it, such as {@code reply}
     * @param type of the event that tells that one is overdue
     * @param channel the column of its own table that names a channel, or {@code null}
     */
    record Kind(String name, Change.Type type, String channel) {

        /** The member of an event that has its id: {@code humanRequest} of {@code human_request}. */
        String member() {
            var words = name.split("_");
            return words[0]
                    + Stream.of(words)
                            .skip(1)
                            .map(it -> it.substring(0, 1).toUpperCase(Locale.ROOT) + it.substring(1))
                            .collect(Collectors.joining());
        }
    }

    private record Late(UUID id, String controller, Instant due, Optional<String> channel) {
        static Late read(Row row) throws SQLException {
            return new Late(row.id("id"), row.text("controller"), row.time("due_at"), row.optionalText("channel"));
        }
    }

    private record Told(int rows) implements Transactions.Recorded {
        @Override
        public Optional<UUID> page() {
            return Optional.empty();
        }
    }

    private final Transactions transactions;
    private final DataSource dataSource;
    private final Clock clock;
    private final Kind kind;
    private final Sql claim;
    private final Sql tell;
    private final Sql waiting;

    Overdue(Transactions transactions, DataSource dataSource, Clock clock, Kind kind) {
        this.transactions = transactions;
        this.dataSource = dataSource;
        this.clock = clock;
        this.kind = kind;
        claim = Sql.of("""
                select d.id, d.controller, d.due_at, %s::text as channel
                from due_%2$s d join %2$s r on r.id = d.id where not d.told and d.due_at <= :now
                order by d.due_at, d.id limit %3$d for update of d skip locked""".formatted(kind.channel(), kind.name(), AT_ONCE));
        tell = Sql.of("update due_%s set told = true where id = any (:ids::uuid[])".formatted(kind.name()));
        waiting = Sql.of("""
                select count(*) filter (where due_at > :now) as waiting, count(*) filter (where due_at <= :now) as overdue
                from due_%s""".formatted(kind.name()));
    }

    /** Tells all that are overdue and were not told, on any instance; how many there were. */
    int tell() throws SQLException {
        var all = 0;
        for (var told = AT_ONCE; told == AT_ONCE; ) {
            told = transactions.run(this::some).rows();
            all += told;
        }
        return all;
    }

    /** How many there are: {@code waiting}, and {@code overdue}. */
    Map<String, Double> count() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            return waiting.with("now", clock.read(connection))
                    .first(
                            connection,
                            row -> Map.of(
                                    "waiting", (double) row.number("waiting"),
                                    "overdue", (double) row.number("overdue")))
                    .orElseThrow();
        }
    }

    private Told some(Connection connection) throws SQLException {
        var now = clock.read(connection);
        var overdue = claim.with("now", now).list(connection, Late::read);
        if (overdue.isEmpty()) return new Told(0);
        Outbox.add(
                connection,
                Ids.at(now),
                overdue.stream().map(it -> told(it, now)).toList());
        tell.with("ids", overdue.stream().map(Late::id).toList()).update(connection);
        return new Told(overdue.size());
    }

    private Change told(Late late, Instant now) {
        var data = Change.noData();
        late.channel().ifPresent(it -> data.put("channel", it));
        data.put(kind.member(), late.id().toString()).put("due", ConsentEvent.text(late.due()));
        return new Change(Ids.at(now), kind.type(), Optional.empty(), 0, late.controller(), List.of(), now, data);
    }
}
