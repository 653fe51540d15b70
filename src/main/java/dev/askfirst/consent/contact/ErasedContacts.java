package dev.askfirst.consent.contact;

import dev.askfirst.consent.event.Act;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * When contacts that acts name were taken from their person, by erasure or otherwise: acts from before are not recorded
 * again.
 */
public record ErasedContacts(Map<Addressee, Instant> since) {

    private static final Sql REMEMBER = Sql.of("""
            insert into erased_contact values (:key, :version, :now) on conflict (contact_key)
            do update set erased_at = greatest(erased_contact.erased_at, excluded.erased_at)""");
    private static final Sql READ =
            Sql.of("select contact_key, erased_at from erased_contact where contact_key = any (:keys::uuid[])");

    /** A contact that was taken from its person, under its key of this version. */
    public record Erased(UUID key, int version, Instant at) {}

    public static final ErasedContacts NONE = new ErasedContacts(Map.of());

    public ErasedContacts {
        since = Map.copyOf(since);
    }

    public boolean forbids(Act act) {
        var erased = since.get(act.who());
        return erased != null && act.claimed().filter(erased::isAfter).isPresent();
    }

    /** From now on, acts at these contacts from before the instant of each are too old, as once before. */
    public static void remember(Connection connection, List<Erased> all) throws SQLException {
        for (var one : all)
            REMEMBER.with("key", one.key())
                    .with("version", one.version())
                    .with("now", one.at())
                    .update(connection);
    }

    /** From now on, acts at this contact from before {@code now} are too old. */
    static void remember(Connection connection, ContactKeys.ContactKey key, Instant now) throws SQLException {
        REMEMBER.with("key", key.key())
                .with("version", key.version())
                .with("now", now)
                .update(connection);
    }

    /** Whether somebody was erased at this contact, or it was taken from its person, at this instant or later. */
    public static boolean anySince(Connection connection, ContactKeys keys, Addressee who, Instant instant)
            throws SQLException {
        var wanted = new HashSet<UUID>();
        keys(who, keys).forEach(key -> wanted.add(key.key()));
        return read(connection, wanted).values().stream().anyMatch(at -> !at.isBefore(instant));
    }

    /** Only acts that name their own instant can be too old. */
    public static ErasedContacts read(Connection connection, ContactKeys keys, List<Act> acts) throws SQLException {
        var keysOf = new HashMap<Addressee, List<ContactKeys.ContactKey>>();
        for (var act : acts) {
            if (act.claimed().isPresent()) keysOf.computeIfAbsent(act.who(), who -> keys(who, keys));
        }
        keysOf.values().removeIf(List::isEmpty);
        if (keysOf.isEmpty()) return NONE;
        var wanted = new HashSet<UUID>();
        keysOf.values().forEach(all -> all.forEach(key -> wanted.add(key.key())));
        var erased = read(connection, wanted);
        var since = new HashMap<Addressee, Instant>();
        keysOf.forEach((who, all) -> all.stream()
                .map(key -> erased.get(key.key()))
                .filter(at -> at != null)
                .max(Instant::compareTo)
                .ifPresent(at -> since.put(who, at)));
        return new ErasedContacts(since);
    }

    private static Map<UUID, Instant> read(Connection connection, HashSet<UUID> wanted) throws SQLException {
        var erased = new HashMap<UUID, Instant>();
        READ.with("keys", wanted).each(connection, row -> erased.put(row.id("contact_key"), row.time("erased_at")));
        return erased;
    }

    private static List<ContactKeys.ContactKey> keys(Addressee who, ContactKeys keys) {
        return switch (who) {
            case Addressee.AtContact(var contact) -> keys.of(contact);
            case Addressee.AtOwnContact(var contact, var _) -> keys.of(contact);
            case Addressee.AtHash(var scheme, var hash) -> keys.of(scheme, hash.bytes());
            case Addressee.OfAct _, Addressee.AtPoint _, Addressee.AtPerson _, Addressee.AtPairwise _ -> List.of();
        };
    }
}
