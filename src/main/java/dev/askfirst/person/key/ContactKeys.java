package dev.askfirst.person.key;

import com.google.crypto.tink.prf.Prf;
import com.google.crypto.tink.prf.PrfSet;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.contact.Renumbering;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.Shard;
import dev.askfirst.platform.postgres.Transactions;
import dev.askfirst.platform.security.Keyset;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Makes the keys under which contact points are found: a keyed hash over the scheme and the SHA-256 of the normalised
 * value, so that lists of plain hashes match too and nobody without the key can try out addresses.
 */
@ApplicationScoped
public class ContactKeys {

    /** A contact key, the version of the hashing key that made it, and the shard of the address. */
    public record ContactKey(UUID key, int version, short shard) {}

    /**
     * The keys under which suppressions of one address may stand, under every live version.
     *
     * @param usual keys of the usual form, under which everything else is filed too
     * @param others keys of the other forms, for which there are only suppressed hashes; one list for each form,
     *     usually none
     */
    public record EveryForm(List<ContactKey> usual, List<List<ContactKey>> others) {

        public List<ContactKey> all() {
            return others.isEmpty() ? usual : each().flatMap(List::stream).toList();
        }

        /** The keys of each form. */
        public Stream<List<ContactKey>> each() {
            return Stream.concat(Stream.of(usual), others.stream());
        }
    }

    private static final int LENGTH = 16;

    private final KeyRing ring;
    private final Shards shards;

    ContactKeys(KeyRing ring, Shards shards) {
        this.ring = ring;
        this.shards = shards;
    }

    /** How statements deal with the shards of their rows. */
    public Shards shards() {
        return shards;
    }

    /** The key of a contact under every version this instance has. */
    public List<ContactKey> of(Contact contact) {
        return of(contact.scheme(), hash(contact));
    }

    /**
     * The keys of a contact, and those of the other forms in which list vendors hash a number: without the plus, and as its
     * line was spelled before, or is by others.
     */
    public EveryForm inEveryForm(Contact contact) {
        // The keyset is read once, so that all forms have the same versions.
        var keyset = ring.keys().contact();
        var usual = of(keyset, contact.scheme(), hash(contact));
        if (!contact.scheme().equals("tel")) return new EveryForm(usual, List.of());
        var others = new ArrayList<List<ContactKey>>();
        others.add(of(keyset, contact.scheme(), Sha256.of(contact.value().substring(1))));
        for (var spelling : Renumbering.others(contact.value())) {
            others.add(of(keyset, contact.scheme(), Sha256.of(spelling)));
            others.add(of(keyset, contact.scheme(), Sha256.of(spelling.substring(1))));
        }
        return new EveryForm(usual, others);
    }

    public List<ContactKey> of(String scheme, byte[] hashOfValue) {
        return of(ring.keys().contact(), scheme, hashOfValue);
    }

    private static List<ContactKey> of(Keyset<PrfSet> keyset, String scheme, byte[] hashOfValue) {
        var input = input(scheme, hashOfValue);
        var shard = Shard.ofAddress(hashOfValue);
        try {
            var prfs = keyset.primitive().getPrfs();
            var all = new ArrayList<ContactKey>(prfs.size());
            all.add(key(keyset.primary(), prfs.get(keyset.primary()), input, shard));
            for (var version : prfs.keySet()) {
                if (version != keyset.primary()) all.add(key(version, prfs.get(version), input, shard));
            }
            return all;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The versions of the contact key that rows are filed under. They stay the same on all instances until this
     * transaction ends; to be called before anything is looked up. Rows about these addresses under older versions are
     * filed under the current one. If the given keys lack a live version, the transaction fails as a lost race.
     */
    public LiveKeys filing(Connection connection, Collection<List<ContactKey>> addresses) throws SQLException {
        var keys = ring.keys();
        var live = KeyUse.hold(connection, keys, shards);
        for (var address : addresses) {
            if (!live.coveredBy(address)) throw new SQLException("a contact key was promoted", Transactions.LOST_RACE);
        }
        if (live.versions().size() > 1) Filed.renew(connection, addresses, live, shards);
        return live;
    }

    /**
     * The same, but waits for other transactions that hold rows of these addresses: afterwards no row about them is
     * under an older version.
     */
    public LiveKeys filingInTurn(Connection connection, Collection<List<ContactKey>> addresses) throws SQLException {
        var live = filing(connection, List.of());
        for (var address : addresses) {
            if (!live.coveredBy(address)) throw new SQLException("a contact key was promoted", Transactions.LOST_RACE);
        }
        if (live.versions().size() > 1) Filed.renewAll(connection, addresses, live, shards);
        return live;
    }

    /** SHA-256 of the normalised value: what list vendors deliver, and all that a link about a stranger holds. */
    public static byte[] hash(Contact contact) {
        return Sha256.of(contact.value());
    }

    private static ContactKey key(int version, Prf prf, byte[] input, short shard) throws GeneralSecurityException {
        return new ContactKey(Ids.ofHash(prf.compute(input, LENGTH)), version, shard);
    }

    private static byte[] input(String scheme, byte[] hashOfValue) {
        var input = new ByteArrayOutputStream(40);
        input.writeBytes(scheme.getBytes(StandardCharsets.US_ASCII));
        input.write(0);
        input.writeBytes(hashOfValue);
        return input.toByteArray();
    }
}
