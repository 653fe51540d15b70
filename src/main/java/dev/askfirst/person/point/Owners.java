package dev.askfirst.person.point;

import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.policy.term.Terms;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Looks up whose contact points are, and their terms: in two statements, because an address and its person can lie in
 * different shards.
 */
public final class Owners {

    /** A contact point, with the terms of its person, which are read without a lock. */
    public record Owned(UUID key, UUID point, String scheme, UUID person, long version, Terms terms) {}

    private record Stored(long version, Terms terms) {}

    private record Point(UUID key, UUID point, String scheme, UUID person, short home) {}

    private static final String POINTS =
            "select contact_key, point_id, scheme, person_id, home from contact_point where ";
    private static final Sql AT_KEYS = Sql.of(POINTS + "contact_key = any (:ids::uuid[])");
    private static final Sql AT_POINTS = Sql.of(POINTS + "point_id = any (:ids::uuid[])");

    private static final Sql TERMS = Sql.of("""
            select person_id, version, terms::text as terms from terms
            where person_id = any (:people::uuid[]) and shard = any (:homes::smallint[])""");

    /** People can be merged or erased between the two statements. */
    private static final int ATTEMPTS = 3;

    private Owners() {}

    /** The contact points filed under any of these keys. */
    public static List<Owned> atKeys(Connection connection, Collection<UUID> keys) throws SQLException {
        return at(connection, AT_KEYS.with("ids", keys));
    }

    /** These contact points, as far as they are somebody's. */
    public static List<Owned> at(Connection connection, Collection<UUID> points) throws SQLException {
        return at(connection, AT_POINTS.with("ids", points));
    }

    private static List<Owned> at(Connection connection, Sql.Call call) throws SQLException {
        var found = List.<Owned>of();
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            var points = call.list(
                    connection,
                    row -> new Point(
                            row.id("contact_key"),
                            row.id("point_id"),
                            row.text("scheme"),
                            row.id("person_id"),
                            row.small("home")));
            found = owned(points, terms(connection, points));
            if (found.size() == points.size()) break;
        }
        return found;
    }

    private static Map<UUID, Stored> terms(Connection connection, List<Point> points) throws SQLException {
        var terms = new HashMap<UUID, Stored>();
        if (points.isEmpty()) return terms;
        var people = new HashSet<UUID>();
        var homes = new HashSet<Short>();
        for (var point : points) {
            people.add(point.person());
            homes.add(point.home());
        }
        TERMS.with("people", people)
                .with("homes", homes)
                .each(
                        connection,
                        row -> terms.put(
                                row.id("person_id"),
                                new Stored(row.number("version"), TermsJson.read(row.bytes("terms")))));
        return terms;
    }

    private static List<Owned> owned(List<Point> points, Map<UUID, Stored> terms) {
        var owned = new ArrayList<Owned>(points.size());
        for (var point : points) {
            var stored = terms.get(point.person());
            if (stored == null) continue;
            owned.add(new Owned(
                    point.key(), point.point(), point.scheme(), point.person(), stored.version(), stored.terms()));
        }
        return owned;
    }
}
