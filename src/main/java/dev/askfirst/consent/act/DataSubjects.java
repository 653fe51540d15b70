package dev.askfirst.consent.act;

import dev.askfirst.consent.contact.ErasedContacts;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.DataSubject;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.person.key.Vault;
import dev.askfirst.person.point.TermsJson;
import dev.askfirst.platform.postgres.PgArray;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.postgres.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Finds the data subjects of acts, creates those who are new, and locks everybody's terms. Contact points are created,
 * and terms locked, in the order of their keys, so that writers cannot deadlock.
 */
final class DataSubjects {

    /**
     * A data subject as found for an act.
     *
     * @param point the contact point the act came by, unless the person was named otherwise
     * @param other the second person whom the act is about, if there is one and we know them
     */
    record FoundSubject(DataSubject subject, Optional<UUID> point, Optional<DataSubject> other) {
        static FoundSubject by(DataSubject subject, UUID point) {
            return new FoundSubject(subject, Optional.of(point), Optional.empty());
        }

        static FoundSubject whole(DataSubject subject) {
            return new FoundSubject(subject, Optional.empty(), Optional.empty());
        }

        private FoundSubject with(DataSubject second) {
            return new FoundSubject(subject, point, Optional.of(second));
        }
    }

    /**
     * The person of an id, or the one they were merged into: looked up in the same SQL statement, because a merge can
     * be committed between two.
     */
    private static final String CURRENT = "coalesce((select into_id from merged_person where person_id = ?), ?)";

    private static final String TERMS =
            "select person_id, version, terms, shard from terms where person_id = any (:people::uuid[])";
    private static final Sql LOCK = Sql.of(TERMS + " order by shard, person_id for update");
    private static final Sql LOCK_IN_SHARD = Sql.of(TERMS + " and shard = :shard order by person_id for update");
    private static final Sql HOMES =
            Sql.of("select person_id, shard from terms where person_id = any (:people::uuid[])");

    private final Connection connection;
    private final ContactKeys keys;
    private final Map<Addressee, FoundSubject> found = new HashMap<>();
    private final Map<UUID, DataSubject> people = new TreeMap<>();

    private ErasedContacts erased = ErasedContacts.NONE;

    private DataSubjects(Connection connection, ContactKeys keys) {
        this.connection = connection;
        this.keys = keys;
    }

    /** The data subject of each act, locked; an act about somebody who cannot be known has none. */
    static DataSubjects lock(Connection connection, List<Act> acts, ContactKeys keys, Vault vault) throws SQLException {
        var subjects = new DataSubjects(connection, keys);
        subjects.erased = ErasedContacts.read(connection, keys, acts);
        var firsts = new LinkedHashMap<Addressee, Act>();
        for (var act : acts) {
            if (subjects.erased.forbids(act)) continue;
            firsts.putIfAbsent(act.who(), act);
            act.alsoAbout().ifPresent(other -> firsts.putIfAbsent(other, act));
        }
        subjects.byContact(firsts, vault);
        for (var who : firsts.keySet()) subjects.byId(who);
        subjects.lock();
        if (!ErasedContacts.read(connection, keys, acts).equals(subjects.erased)) throw gone();
        return subjects;
    }

    /** Whether the act is from before somebody at this contact was erased: then it must not be recorded. */
    boolean isOfSomebodyErased(Act act) {
        return erased.forbids(act);
    }

    Optional<FoundSubject> of(Act act) {
        var who = Optional.ofNullable(found.get(act.who()));
        var other = act.alsoAbout().map(found::get).map(FoundSubject::subject);
        return other.isEmpty() ? who : who.map(it -> it.with(other.get()));
    }

    Collection<DataSubject> all() {
        return people.values();
    }

    private void byContact(Map<Addressee, Act> firsts, Vault vault) throws SQLException {
        var keysOf = new HashMap<Addressee, List<ContactKeys.ContactKey>>();
        for (var who : firsts.keySet()) keys(who).ifPresent(all -> keysOf.put(who, all));
        // Called even if only ids are looked up: an instance whose keys are not in use must not report anybody as
        // unknown.
        var filing = keys.filing(connection, keysOf.values());
        if (keysOf.isEmpty()) return;
        var wanted = new HashSet<UUID>();
        keysOf.values().forEach(all -> all.forEach(key -> wanted.add(key.key())));
        var known = find(wanted);
        var newcomers = new Newcomers(vault);
        keysOf.forEach((who, all) -> {
            if (firstOf(all, known).isEmpty()) newcomers.add(filing.current(all), firsts.get(who));
        });
        if (!newcomers.isEmpty()) make(newcomers, known);
        keysOf.forEach((who, all) -> found.put(who, firstOf(all, known).orElseThrow()));
    }

    /** Creates newcomers. One that another writer creates at the same time is found once that writer has committed. */
    private void make(Newcomers newcomers, Map<UUID, FoundSubject> known) throws SQLException {
        var made = newcomers.create(connection);
        made.values().forEach(it -> people.put(it.subject().person(), it.subject()));
        known.putAll(made);
        var missed = new HashSet<>(newcomers.contactKeys());
        missed.removeAll(made.keySet());
        if (!missed.isEmpty()) known.putAll(find(missed));
    }

    private Optional<List<ContactKeys.ContactKey>> keys(Addressee who) {
        return switch (who) {
            case Addressee.AtContact(var contact) -> Optional.of(keys.of(contact));
            case Addressee.AtHash(var scheme, var hash) -> Optional.of(keys.of(scheme, hash.bytes()));
            case Addressee.AtOwnContact _,
                    Addressee.OfAct _,
                    Addressee.AtPoint _,
                    Addressee.AtPerson _,
                    Addressee.AtPairwise _ -> Optional.empty();
        };
    }

    private static Optional<FoundSubject> firstOf(List<ContactKeys.ContactKey> all, Map<UUID, FoundSubject> known) {
        return all.stream()
                .map(key -> known.get(key.key()))
                .filter(it -> it != null)
                .findFirst();
    }

    private Map<UUID, FoundSubject> find(Set<UUID> contactKeys) throws SQLException {
        var known = new HashMap<UUID, FoundSubject>();
        try (var select = connection.prepareStatement(
                "select contact_key, point_id, person_id from contact_point where contact_key = any (?)")) {
            PgArray.ids(select, 1, contactKeys);
            var row = select.executeQuery();
            while (row.next()) {
                var subject = known(row.getObject(3, UUID.class));
                known.put(row.getObject(1, UUID.class), FoundSubject.by(subject, row.getObject(2, UUID.class)));
            }
        }
        return known;
    }

    private void byId(Addressee who) throws SQLException {
        switch (who) {
            case Addressee.AtOwnContact(var contact, var person) -> {
                for (var key : keys.of(contact)) {
                    var point = one(
                            "select point_id from contact_point where contact_key = ? and person_id = " + CURRENT,
                            key.key(),
                            person,
                            person);
                    if (point.isPresent()) atPoint(who, point.get());
                }
            }
            case Addressee.AtPoint(var point) -> atPoint(who, point);
            case Addressee.AtPerson(var person) -> whole(who, person);
            case Addressee.OfAct(var act) -> {
                var person = one("select person_id from consent_event where id = ?", act);
                if (person.isPresent()) whole(who, person.get());
            }
            case Addressee.AtPairwise(var pairwise, var controller) ->
                one("select person_id from pairwise_id where pairwise_id = ? and controller = ?", pairwise, controller)
                        .ifPresent(id -> found.put(who, FoundSubject.whole(known(id))));
            case Addressee.AtContact _, Addressee.AtHash _ -> {}
        }
    }

    private void atPoint(Addressee who, UUID point) throws SQLException {
        one("select person_id from contact_point where point_id = ?", point)
                .ifPresent(person -> found.put(who, FoundSubject.by(known(person), point)));
    }

    private void whole(Addressee who, UUID person) throws SQLException {
        one("select person_id from terms where person_id = " + CURRENT, person, person)
                .ifPresent(id -> found.put(who, FoundSubject.whole(known(id))));
    }

    private Optional<UUID> one(String sql, Object... parameters) throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            for (var i = 0; i < parameters.length; i++) select.setObject(i + 1, parameters[i]);
            var row = select.executeQuery();
            return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
        }
    }

    private DataSubject known(UUID person) {
        return people.computeIfAbsent(person, DataSubject::known);
    }

    private void lock() throws SQLException {
        var known = people.values().stream()
                .filter(subject -> !subject.fresh())
                .map(DataSubject::person)
                .toList();
        if (known.isEmpty()) return;
        var locked = keys.shards().apart() ? lockByShard(known) : lock(LOCK, known, Optional.empty());
        // Somebody was merged or erased since they were found: find everybody again.
        if (locked < known.size()) throw gone();
        stillTheirs();
    }

    /** A lock keeps to one shard: first it is looked up where everybody's terms lie. */
    private int lockByShard(List<UUID> known) throws SQLException {
        var homes = new TreeMap<Short, List<UUID>>();
        HOMES.with("people", known)
                .each(
                        connection,
                        row -> homes.computeIfAbsent(row.small("shard"), _ -> new ArrayList<>())
                                .add(row.id("person_id")));
        var locked = 0;
        for (var home : homes.entrySet()) locked += lock(LOCK_IN_SHARD, home.getValue(), Optional.of(home.getKey()));
        return locked;
    }

    private int lock(Sql sql, List<UUID> some, Optional<Short> shard) throws SQLException {
        var call = sql.with("people", some);
        if (shard.isPresent()) call = call.with("shard", shard.get());
        var locked = new int[1];
        call.each(connection, row -> {
            var terms = TermsJson.read(row.bytes("terms"));
            people.get(row.id("person_id")).locked(terms, row.number("version"), row.small("shard"));
            locked[0]++;
        });
        return locked[0];
    }

    /** If an address was taken from its person while this waited for the lock, everybody must be found again. */
    private void stillTheirs() throws SQLException {
        var points = new HashSet<UUID>();
        for (var it : found.values()) if (!it.subject().fresh()) it.point().ifPresent(points::add);
        if (points.isEmpty()) return;
        try (var select = connection.prepareStatement("select count(*) from contact_point where point_id = any (?)")) {
            PgArray.ids(select, 1, points);
            var row = select.executeQuery();
            row.next();
            if (row.getLong(1) < points.size()) throw new SQLException("an address is gone", Transactions.LOST_RACE);
        }
    }

    private static SQLException gone() {
        return new SQLException("somebody is gone", Transactions.LOST_RACE);
    }
}
