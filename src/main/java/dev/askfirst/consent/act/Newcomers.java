package dev.askfirst.consent.act;

import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.DataSubject;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.person.key.Vault;
import dev.askfirst.person.usage.Holder;
import dev.askfirst.person.usage.UsageRepository;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.postgres.RowType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** People who are new to the record, in the order of their contact keys. */
final class Newcomers {

    private static final RowType PERSON = RowType.of("person", 1, "person_id", "data_key");
    private static final RowType POINT = RowType.of(
            "contact_point",
            1,
            "contact_key",
            "key_version",
            "point_id",
            "person_id",
            "scheme",
            "value",
            "shard",
            "home");

    /** Somebody about to be created, with their ids if no other writer creates them first. */
    private record Newcomer(
            ContactKeys.ContactKey key,
            UUID person,
            UUID point,
            String scheme,
            byte[] dataKey,
            Optional<byte[]> value) {}

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

    /** Creates those whom no other writer created at the same time, and returns them by contact key. */
    Map<UUID, DataSubjects.FoundSubject> create(Connection connection) throws SQLException {
        var made = insertPoints(connection).stream().map(all::get).toList();
        if (!made.isEmpty()) {
            insertPeople(connection, made);
            UsageRepository.adopt(
                    connection,
                    made.stream()
                            .collect(Collectors.toMap(
                                    Newcomer::key,
                                    it -> new Holder.Known(it.person(), it.key().shard()))));
        }
        var subjects = new HashMap<UUID, DataSubjects.FoundSubject>();
        for (var newcomer : made) {
            subjects.put(
                    newcomer.key().key(),
                    DataSubjects.FoundSubject.by(
                            DataSubject.firstHeard(
                                    newcomer.person(), newcomer.key().shard()),
                            newcomer.point()));
        }
        return subjects;
    }

    private Newcomer newcomer(ContactKeys.ContactKey key, Act act) {
        var person = Ids.at(Instant.now());
        var point = Ids.at(Instant.now());
        var dataKey = vault.newKey(person);
        return switch (act.who()) {
            case Addressee.AtContact(var contact) -> {
                var value = vault.seal(dataKey, person, point, contact);
                yield new Newcomer(key, person, point, contact.scheme(), dataKey, Optional.of(value));
            }
            case Addressee.AtHash(var scheme, var _) ->
                new Newcomer(key, person, point, scheme, dataKey, Optional.empty());
            case Addressee.AtOwnContact _,
                    Addressee.OfAct _,
                    Addressee.AtPoint _,
                    Addressee.AtPerson _,
                    Addressee.AtPairwise _ -> throw new IllegalStateException("an id makes nobody");
        };
    }

    private List<UUID> insertPoints(Connection connection) throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into contact_point (%s, verified, added_at) select *, false, clock_timestamp()
                from %s on conflict do nothing returning contact_key""".formatted(POINT.columns(""), POINT.rows()))) {
            POINT.bind(
                    insert,
                    1,
                    all.values(),
                    (it, columns) -> columns.id(it.key().key())
                            .int4Column(it.key().version())
                            .id(it.point())
                            .id(it.person())
                            .text(it.scheme())
                            .bytes(it.value())
                            .int2Column(it.key().shard())
                            .int2Column(it.key().shard()));
            var made = new ArrayList<UUID>();
            var row = insert.executeQuery();
            while (row.next()) made.add(row.getObject(1, UUID.class));
            return made;
        }
    }

    private static void insertPeople(Connection connection, List<Newcomer> newcomers) throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into person (person_id, data_key, created_at)
                select *, clock_timestamp() from %s""".formatted(PERSON.rows()))) {
            PERSON.bind(
                    insert,
                    1,
                    newcomers,
                    (it, columns) -> columns.id(it.person()).bytes(it.dataKey()));
            insert.executeUpdate();
        }
    }
}
