package dev.askfirst.consent;

import dev.askfirst.person.Addressee;
import dev.askfirst.person.ContactKeys;
import dev.askfirst.person.Vault;
import dev.askfirst.platform.Columns;
import dev.askfirst.platform.Ids;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** People heard of for the first time, in the order of their contact keys. */
final class Newcomers {

    /** Somebody about to be made, with the ids they get if nobody else makes them first. */
    private record Newcomer(
            ContactKeys.ContactKey key,
            UUID person,
            UUID point,
            String scheme,
            byte[] dataKey,
            byte[] value,
            Act.Profile profile) {}

    private final Vault vault;
    private final Map<UUID, Newcomer> all = new TreeMap<>();

    Newcomers(Vault vault) {
        this.vault = vault;
    }

    void add(ContactKeys.ContactKey key, Act act) {
        all.computeIfAbsent(key.key(), _ -> newcomer(key, act));
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    Collection<UUID> contactKeys() {
        return all.keySet();
    }

    /** Makes those whom no other writer made at the same time, and gives them by contact key. */
    Map<UUID, Speakers.Found> create(Connection connection) throws SQLException {
        var made = insertPoints(connection).stream().map(all::get).toList();
        if (!made.isEmpty()) insertPeople(connection, made);
        var speakers = new HashMap<UUID, Speakers.Found>();
        for (var newcomer : made) {
            speakers.put(
                    newcomer.key().key(), Speakers.Found.by(Speaker.firstHeard(newcomer.person()), newcomer.point()));
        }
        return speakers;
    }

    private Newcomer newcomer(ContactKeys.ContactKey key, Act act) {
        var person = Ids.at(Instant.now());
        var point = Ids.at(Instant.now());
        var dataKey = vault.newKey(person);
        var profile = act instanceof Act.Grant grant ? grant.profile() : Act.Profile.NONE;
        return switch (act.who()) {
            case Addressee.AtContact(var contact) -> {
                var value = vault.seal(dataKey, person, point, contact);
                yield new Newcomer(key, person, point, contact.scheme(), dataKey, value, profile);
            }
            case Addressee.AtHash(var scheme, var _) ->
                new Newcomer(key, person, point, scheme, dataKey, null, profile);
            case Addressee.AtPoint _, Addressee.AtPerson _, Addressee.AtPairwise _ ->
                throw new IllegalStateException("an id makes nobody");
        };
    }

    private List<UUID> insertPoints(Connection connection) throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into contact_point (contact_key, key_version, point_id, person_id, scheme, value, added_at)
                select u.*, clock_timestamp()
                from unnest(?::uuid[], ?::int[], ?::uuid[], ?::uuid[], ?::text[], ?::bytea[]) u
                on conflict do nothing returning contact_key""")) {
            Columns.of(insert, all.values())
                    .uuids(newcomer -> newcomer.key().key())
                    .ints(newcomer -> newcomer.key().version())
                    .uuids(Newcomer::point)
                    .uuids(Newcomer::person)
                    .texts(Newcomer::scheme)
                    .bytes(Newcomer::value);
            var made = new ArrayList<UUID>();
            var row = insert.executeQuery();
            while (row.next()) made.add(row.getObject(1, UUID.class));
            return made;
        }
    }

    private static void insertPeople(Connection connection, List<Newcomer> newcomers) throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into person (person_id, locale, time_zone, country, data_key, created_at)
                select u.*, clock_timestamp()
                from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::bytea[]) u""")) {
            Columns.of(insert, newcomers)
                    .uuids(Newcomer::person)
                    .texts(newcomer -> newcomer.profile().locale().orElse(null))
                    .texts(newcomer -> newcomer.profile().timeZone().orElse(null))
                    .texts(newcomer -> newcomer.profile().country().orElse(null))
                    .bytes(Newcomer::dataKey);
            insert.executeUpdate();
        }
    }
}
