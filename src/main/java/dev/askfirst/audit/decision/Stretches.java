package dev.askfirst.audit.decision;

import dev.askfirst.platform.Ids;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Writes, behind the record, what lets a search pass over a stretch of pages: which shapes its decisions have, and a filter of
 * their contact points. Stretches follow the order of the log.
 */
public final class Stretches {

    /** A search reads a stretch as a whole, and its filter should stay in its row. */
    private static final int MOST = 1_000;

    private static final Sql INSERT = Sql.of("""
            insert into decision_stretch (first_leaf, end_leaf, first_page, last_page, shapes, points)
            values (:first, :end, :earliest, :latest, :shapes::integer[], :points)""");

    private static final Sql SHAPES = Sql.of("select id, sender, topic, channel, outcome, reasons from decision_shape");

    private static final Sql NEW_SHAPE = Sql.of("""
            insert into decision_shape (id, sender, topic, channel, outcome, reasons)
            select coalesce(max(id), 0) + 1, :sender, :topic, :channel, :outcome, :reasons::text[] from decision_shape""");

    private final Connection connection;
    private final Map<Alike.Shape, Integer> shapes;

    private Stretches(Connection connection, Map<Alike.Shape, Integer> shapes) {
        this.connection = connection;
        this.shapes = shapes;
    }

    /** Writes the stretches of these pages; whoever calls it is the only one who does. */
    public static void write(Connection connection, List<DecisionLines.Lines> pages) throws SQLException {
        if (pages.isEmpty()) return;
        var stretches = new Stretches(connection, shapes(connection));
        var some = new ArrayList<DecisionLines.Lines>();
        for (var page : pages) {
            if (!some.isEmpty() && size(some) >= MOST) {
                stretches.insert(some);
                some.clear();
            }
            some.add(page);
        }
        stretches.insert(some);
    }

    private void insert(List<DecisionLines.Lines> pages) throws SQLException {
        var found = new TreeSet<Integer>();
        var points = new HashSet<UUID>();
        for (var page : pages) {
            for (var some : page.alike()) found.add(shape(some.shape()));
            points.addAll(page.points());
        }
        var ids = pages.stream()
                .map(DecisionLines.Lines::page)
                .sorted(Ids::compare)
                .toList();
        INSERT.with("first", pages.getFirst().first())
                .with("end", pages.getLast().end())
                .with("earliest", ids.getFirst())
                .with("latest", ids.getLast())
                .with("shapes", found)
                .with("points", Bloom.of(points))
                .update(connection);
    }

    private int shape(Alike.Shape shape) throws SQLException {
        var known = shapes.get(shape);
        if (known != null) return known;
        NEW_SHAPE
                .with("sender", shape.sender())
                .with("topic", shape.topic())
                .with("channel", shape.channel())
                .with("outcome", shape.outcome())
                .with("reasons", shape.reasons())
                .update(connection);
        shapes.putAll(shapes(connection));
        return shapes.get(shape);
    }

    private static Map<Alike.Shape, Integer> shapes(Connection connection) throws SQLException {
        var shapes = new HashMap<Alike.Shape, Integer>();
        SHAPES.each(
                connection,
                row -> shapes.put(
                        new Alike.Shape(
                                row.text("sender"),
                                row.text("topic"),
                                row.text("channel"),
                                row.text("outcome"),
                                row.texts("reasons")),
                        row.integer("id")));
        return shapes;
    }

    private static int size(List<DecisionLines.Lines> pages) {
        return pages.stream().mapToInt(DecisionLines.Lines::size).sum();
    }
}
