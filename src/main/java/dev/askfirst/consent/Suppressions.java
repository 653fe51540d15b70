package dev.askfirst.consent;

import dev.askfirst.audit.Entry;
import dev.askfirst.audit.Page;
import dev.askfirst.person.ContactKeys;
import dev.askfirst.person.Strangers;
import dev.askfirst.platform.Caller;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.Json;
import dev.askfirst.platform.PgArray;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Writes contact points that must never be written to again. They need no person and outlive one. */
@ApplicationScoped
public class Suppressions {

    public enum Reason {
        BOUNCE,
        COMPLAINT,
        DO_NOT_CALL,
        WRONG_RECIPIENT,
        LEGAL
    }

    /** One contact point to suppress, for one controller or all. */
    public record Suppress(
            List<ContactKeys.ContactKey> keys, String controller, Reason reason, Instant at, Caller by) {}

    /** What became of one order. */
    public enum Result {
        ADDED,
        /** It stands already; nothing was added. */
        STANDING,
        /** It claims an instant that lies in the future; nothing was added. */
        AHEAD
    }

    private record Standing(UUID contactKey, String controller) {}

    private record Row(Suppress order, UUID id, short slot) {}

    private record Written(List<Result> results, Optional<UUID> page) implements Transactions.Recorded {}

    private final Transactions transactions;
    private final Strangers strangers;
    private final Clock clock;

    Suppressions(Transactions transactions, Strangers strangers, Clock clock) {
        this.transactions = transactions;
        this.strangers = strangers;
        this.clock = clock;
    }

    /** Suppresses, and tells what became of each order. */
    public List<Result> write(List<Suppress> orders) {
        try {
            return attempt(orders);
        } catch (SQLException e) {
            // Another writer suppressed one of them at the same time: it is found standing now.
            if (Transactions.refusedData(e)) return again(orders);
            throw undecided();
        }
    }

    private List<Result> again(List<Suppress> orders) {
        try {
            return attempt(orders);
        } catch (SQLException _) {
            throw undecided();
        }
    }

    private List<Result> attempt(List<Suppress> orders) throws SQLException {
        return transactions.run(connection -> record(connection, orders)).results();
    }

    private static Fault undecided() {
        return Fault.of(ProblemCode.UNDECIDED, "the suppressions could not be recorded durably");
    }

    private Written record(Connection connection, List<Suppress> orders) throws SQLException {
        var all = orders.stream()
                .flatMap(order -> order.keys().stream())
                .map(ContactKeys.ContactKey::key)
                .toList();
        var standing = standing(connection, all);
        var points = points(connection, all);
        var now = clock.read(connection);
        var page = new Page(now);
        var results = new ArrayList<Result>(orders.size());
        var rows = new ArrayList<Row>();
        for (var order : orders) {
            var result = result(order, standing, now);
            results.add(result);
            if (result != Result.ADDED) continue;
            var id = Ids.at(now);
            order.keys().forEach(key -> standing.add(new Standing(key.key(), order.controller())));
            rows.add(new Row(order, id, page.add(entry(order, id, points, now))));
        }
        if (rows.isEmpty()) return new Written(results, Optional.empty());
        // In the order of their keys: two writers can wait for each other, never in a ring.
        rows.sort(Comparator.comparing(row -> row.order().keys().getFirst().key()));
        page.insert(connection);
        insert(connection, rows, page.id());
        return new Written(results, Optional.of(page.id()));
    }

    private static Result result(Suppress order, Set<Standing> standing, Instant now) {
        if (order.at().isAfter(now.plus(Clock.SLACK))) return Result.AHEAD;
        var stands =
                order.keys().stream().anyMatch(key -> standing.contains(new Standing(key.key(), order.controller())));
        return stands ? Result.STANDING : Result.ADDED;
    }

    private Entry entry(Suppress order, UUID id, Map<UUID, UUID> points, Instant now) {
        var point = order.keys().stream()
                .map(key -> Optional.ofNullable(points.get(key.key())))
                .flatMap(Optional::stream)
                .findFirst();
        var entry = new Entry()
                .node("by", Json.MAPPER.valueToTree(order.by().asRecorded()))
                .text("controller", order.controller())
                .id("id", id)
                .text("kind", "suppression")
                .time("made", order.at())
                .id("point", point)
                .text("reason", Json.text(order.reason()));
        if (point.isEmpty())
            entry.id("stranger", strangers.at(now).of(order.keys().getFirst().key()));
        return entry;
    }

    private static Set<Standing> standing(Connection connection, Collection<UUID> keys) throws SQLException {
        try (var select = connection.prepareStatement(
                "select contact_key, controller from suppression where contact_key = any (?) and lifted_at is null")) {
            PgArray.ids(select, 1, keys);
            var standing = new HashSet<Standing>();
            var row = select.executeQuery();
            while (row.next()) standing.add(new Standing(row.getObject(1, UUID.class), row.getString(2)));
            return standing;
        }
    }

    private static Map<UUID, UUID> points(Connection connection, Collection<UUID> keys) throws SQLException {
        try (var select = connection.prepareStatement(
                "select contact_key, point_id from contact_point where contact_key = any (?)")) {
            PgArray.ids(select, 1, keys);
            var points = new HashMap<UUID, UUID>();
            var row = select.executeQuery();
            while (row.next()) points.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
            return points;
        }
    }

    private static void insert(Connection connection, List<Row> rows, UUID page) throws SQLException {
        try (var insert =
                connection.prepareStatement("insert into suppression select * from unnest(?::suppression[])")) {
            PgArray.rows(
                    insert,
                    1,
                    "suppression",
                    rows,
                    (row, columns) -> columns.id(row.order().keys().getFirst().key())
                            .id(row.id())
                            .int4Column(row.order().keys().getFirst().version())
                            .text(row.order().controller())
                            .text(Json.text(row.order().reason()))
                            .time(row.order().at())
                            .jsonb(Json.write(row.order().by().asRecorded()))
                            .noTime()
                            .id(page)
                            .int2Column(row.slot()));
            insert.executeUpdate();
        }
    }
}
