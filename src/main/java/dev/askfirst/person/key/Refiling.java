package dev.askfirst.person.key;

import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.ContactKeys.ContactKey;
import dev.askfirst.person.key.ContactKeys.EveryForm;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Shard;
import dev.askfirst.platform.postgres.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Files contact points, with all that is filed about the same address, under the current contact key. */
@ApplicationScoped
class Refiling {

    private static final Logger LOG = Logger.getLogger(Refiling.class);
    private static final int PIECE = 200;

    private static final String PIECE_OF_OLD = """
            select contact_key, point_id, person_id, scheme, value from contact_point
            where key_version = any (:old::integer[]) and value is not null and contact_key <> all (:stuck::uuid[])%s
            limit %d for update skip locked""";

    private static final Sql OLD = Sql.of(PIECE_OF_OLD.formatted("", PIECE));
    private static final Sql OLD_IN_SHARD = Sql.of(PIECE_OF_OLD.formatted(" and shard = :shard", PIECE));

    private static final Sql DATA_KEYS = Sql.of(
            "select person_id, data_key from person where person_id = any (:people::uuid[]) and data_key is not null");

    private record Old(UUID key, UUID point, UUID person, String scheme, byte[] value) {}

    private final ContactKeys keys;
    private final Vault vault;

    /** Contact points whose address cannot be decrypted, or does not give the key that they are filed under. */
    private final Set<UUID> stuck = ConcurrentHashMap.newKeySet();

    /** Where shards are apart, the one that is looked at first: the last that had some is likely to have more. */
    private volatile int shard;

    Refiling(ContactKeys keys, Vault vault) {
        this.keys = keys;
        this.vault = vault;
    }

    /** Moves some contact points, and returns how many were tried; 0 means that no other can be moved. */
    int piece(Connection connection) throws SQLException {
        var live = keys.filing(connection, List.of());
        if (live.versions().size() == 1) return 0;
        var versions = live.versions();
        var old = old(connection, versions.subList(1, versions.size()));
        var dataKeys = dataKeys(connection, old);
        var points = new HashMap<UUID, Optional<EveryForm>>();
        for (var point : old) points.put(point.key(), keys(point, Optional.ofNullable(dataKeys.get(point.person()))));
        var looked = points.size();
        Filed.renewAll(connection, addresses(points.values()), live, keys.shards());
        points.values().removeIf(Optional::isPresent);
        if (stuck.addAll(points.keySet())) {
            LOG.warnf("%d contact points cannot be read and stay under their old key", points.size());
        }
        return looked;
    }

    /** Some that stand under older keys, locked; of one shard where shards are apart. */
    private List<Old> old(Connection connection, List<Integer> versions) throws SQLException {
        if (!keys.shards().apart()) return old(connection, OLD.with("old", versions));
        var first = shard;
        for (var i = 0; i < Shard.COUNT; i++) {
            shard = (first + i) % Shard.COUNT;
            var some = old(connection, OLD_IN_SHARD.with("old", versions).with("shard", shard));
            if (!some.isEmpty()) return some;
        }
        return List.of();
    }

    private List<Old> old(Connection connection, Sql.Call call) throws SQLException {
        return call.with("stuck", stuck)
                .list(
                        connection,
                        row -> new Old(
                                row.id("contact_key"),
                                row.id("point_id"),
                                row.id("person_id"),
                                row.text("scheme"),
                                row.bytes("value")));
    }

    private static Map<UUID, byte[]> dataKeys(Connection connection, List<Old> points) throws SQLException {
        var found = new HashMap<UUID, byte[]>();
        var people = points.stream().map(Old::person).distinct().toList();
        DATA_KEYS.with("people", people).each(connection, row -> found.put(row.id("person_id"), row.bytes("data_key")));
        return found;
    }

    private static List<List<ContactKey>> addresses(Collection<Optional<EveryForm>> points) {
        return points.stream()
                .flatMap(Optional::stream)
                .flatMap(EveryForm::each)
                .filter(keys -> !keys.isEmpty())
                .toList();
    }

    /** The keys of a point's address, if it can be read and the point stands under one of them. */
    private Optional<EveryForm> keys(Old point, Optional<byte[]> dataKey) {
        if (dataKey.isEmpty()) return Optional.empty();
        try {
            var entered = vault.open(dataKey.get(), point.person(), point.point(), point.value());
            return Optional.of(keys.inEveryForm(Contact.ofStored(point.scheme(), entered)))
                    .filter(forms ->
                            forms.usual().stream().anyMatch(key -> key.key().equals(point.key())));
        } catch (Fault | IllegalStateException _) {
            return Optional.empty();
        }
    }
}
