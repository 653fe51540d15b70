package dev.askfirst.consent.event;

import dev.askfirst.consent.event.TermsOnRecord.Folded;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Versions of many people's terms, computed from their recorded acts alone. It gives what {@link TermsOnRecord} gives, with a
 * few statements for thousands of them; people who became somebody else it leaves to that one.
 */
public final class TermsInBulk {

    /** The terms of whoever had this contact point then. */
    public record Wanted(UUID point, long version, Instant then) {

        private Key key() {
            return new Key(point, version);
        }
    }

    private record Key(UUID point, long version) {}

    /** What was found: the terms, and who has the contact point now, or had it last; empty for one that is nobody's any more. */
    public record Found(Folded folded, Optional<UUID> owner) {}

    /** How many are remembered, those that were used last. */
    private static final int MOST_HELD = 60_000;

    private static final Sql OWNERS =
            Sql.of("select point_id, person_id from contact_point where point_id = any(:points::uuid[])");

    private static final Sql LAST_OWNERS = Sql.of("""
            select (body ->> 'point')::uuid as point_id, person_id from consent_event
            where kind = 'contact_removed' and body ->> 'point' = any(:points::text[])""");

    private static final Sql ALL =
            Sql.of(History.ACTS + "where e.person_id = any(:people::uuid[]) order by e.person_id, e.version");

    private static final Set<ConsentEvent.Kind> BECAME_ANOTHER =
            Set.of(ConsentEvent.Kind.MERGE, ConsentEvent.Kind.MERGED_INTO);

    private final Connection connection;
    private final TermsOnRecord single;
    private final Map<Key, Found> held = new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Found> eldest) {
            return size() > MOST_HELD;
        }
    };

    public TermsInBulk(Connection connection) {
        this.connection = connection;
        this.single = new TermsOnRecord(connection);
    }

    /** The terms for each of these. */
    public Map<Wanted, Found> of(Collection<Wanted> all) throws SQLException {
        var found = new HashMap<Wanted, Found>();
        var missing = new HashSet<Wanted>();
        for (var wanted : all) {
            var known = held.get(wanted.key());
            if (known == null) missing.add(wanted);
            else found.put(wanted, known);
        }
        if (!missing.isEmpty()) read(missing, found);
        return found;
    }

    private void read(Set<Wanted> missing, Map<Wanted, Found> found) throws SQLException {
        var owners = owners(missing);
        var acts = acts(new HashSet<>(owners.values()));
        for (var wanted : missing) {
            var owner = owners.get(wanted.point());
            var known = held.get(wanted.key());
            if (known != null) {
                found.put(wanted, known);
                continue;
            }
            if (owner == null) {
                hold(wanted, new Found(new Folded.Lost(TermsOnRecord.Why.PERSON_GONE), Optional.empty()), found);
                continue;
            }
            var own = acts.getOrDefault(owner, List.of());
            var who = Optional.of(owner);
            if (own.stream().anyMatch(act -> BECAME_ANOTHER.contains(act.kind())))
                found.put(wanted, new Found(single.at(owner, wanted.point(), wanted.version(), wanted.then()), who));
            else hold(wanted, new Found(TermsOnRecord.folded(own, wanted.version()), who), found);
        }
    }

    private void hold(Wanted wanted, Found one, Map<Wanted, Found> found) {
        held.put(wanted.key(), one);
        found.put(wanted, one);
    }

    /** Who has each contact point, or had it last. */
    private Map<UUID, UUID> owners(Set<Wanted> wanted) throws SQLException {
        var points = new HashSet<UUID>();
        for (var one : wanted) points.add(one.point());
        var owners = new HashMap<UUID, UUID>();
        OWNERS.with("points", points).each(connection, row -> owners.put(row.id("point_id"), row.id("person_id")));
        points.removeAll(owners.keySet());
        if (points.isEmpty()) return owners;
        LAST_OWNERS
                .with("points", points.stream().map(UUID::toString).toList())
                .each(connection, row -> owners.put(row.id("point_id"), row.id("person_id")));
        return owners;
    }

    private Map<UUID, List<RecordedAct>> acts(Set<UUID> people) throws SQLException {
        var acts = new HashMap<UUID, List<RecordedAct>>();
        if (people.isEmpty()) return acts;
        ALL.with("people", people).each(connection, row -> {
            var act = History.read(row);
            acts.computeIfAbsent(act.person(), _ -> new ArrayList<>()).add(act);
        });
        return acts;
    }
}
