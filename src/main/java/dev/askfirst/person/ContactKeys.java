package dev.askfirst.person;

import com.google.crypto.tink.prf.Prf;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Makes the keys under which contact points are found: a keyed hash over the scheme and the SHA-256 of the normalised
 * value, so that lists of plain hashes match too and nobody without the key can try out addresses.
 */
@ApplicationScoped
public class ContactKeys {

    /** A contact key, and the version of the hashing key that made it. */
    public record ContactKey(UUID key, int version) {}

    /**
     * The keys under which suppressions of one address may stand, under every live version.
     *
     * @param usual under which all else is kept too
     * @param other where only hashes of another form are kept; mostly none
     */
    public record EveryForm(List<ContactKey> usual, List<ContactKey> other) {

        public List<ContactKey> all() {
            if (other.isEmpty()) return usual;
            var all = new ArrayList<>(usual);
            all.addAll(other);
            return all;
        }
    }

    private static final int LENGTH = 16;

    private final Map<Integer, Prf> versions;
    private final int current;

    ContactKeys(KeyRing ring) {
        try {
            this.versions = ring.contact().getPrfs();
            this.current = ring.contact().getPrimaryId();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key of a contact under every live version, the current one first. */
    public List<ContactKey> of(Contact contact) {
        return of(contact.scheme(), hash(contact));
    }

    /** The keys of a contact, and those of the other form in which list vendors hash a number: without the plus. */
    public EveryForm inEveryForm(Contact contact) {
        return new EveryForm(of(contact), contact.scheme().equals("tel") ? withoutPlus(contact) : List.of());
    }

    private List<ContactKey> withoutPlus(Contact contact) {
        return of(contact.scheme(), Sha256.of(contact.value().substring(1)));
    }

    public List<ContactKey> of(String scheme, byte[] hashOfValue) {
        var input = input(scheme, hashOfValue);
        var all = new ArrayList<ContactKey>(versions.size());
        all.add(key(current, input));
        for (var version : versions.keySet()) if (version != current) all.add(key(version, input));
        return all;
    }

    /** SHA-256 of the normalised value: what list vendors deliver, and all that a link about a stranger holds. */
    public static byte[] hash(Contact contact) {
        return Sha256.of(contact.value());
    }

    private ContactKey key(int version, byte[] input) {
        try {
            return new ContactKey(Ids.ofHash(versions.get(version).compute(input, LENGTH)), version);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] input(String scheme, byte[] hashOfValue) {
        var input = new ByteArrayOutputStream(40);
        input.writeBytes(scheme.getBytes(StandardCharsets.US_ASCII));
        input.write(0);
        input.writeBytes(hashOfValue);
        return input.toByteArray();
    }
}
