package dev.askfirst.person.key;

import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Random;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;

/** Encrypts each person's addresses with a key of that person's own; destroying the wrapped key erases them. */
@ApplicationScoped
public class Vault {

    private static final int KEY_LENGTH = 32;

    private final KeyRing ring;

    Vault(KeyRing ring) {
        this.ring = ring;
    }

    /** A new person's key, wrapped by the service's key and bound to the person's id. */
    public byte[] newKey(UUID person) {
        return wrap(Random.randBytes(KEY_LENGTH), Ids.bytes(person));
    }

    /** A person, and their key as it is stored. */
    public record Owner(UUID person, byte[] wrappedKey) {}

    /** The contact as it is to be written to, readable only with the person's key and for this point. */
    public byte[] seal(byte[] wrappedKey, UUID person, UUID point, Contact contact) {
        return seal(new Owner(person, wrappedKey), point, contact.entered());
    }

    /** Decrypts what was sealed for one person and seals it for another. */
    public byte[] pass(Owner from, Owner to, UUID point, byte[] sealed) {
        return seal(to, point, open(from.wrappedKey(), from.person(), point, sealed));
    }

    /** What {@link #seal} sealed. */
    public String open(byte[] wrappedKey, UUID person, UUID point, byte[] sealed) {
        try {
            var key = new AesGcmJce(unwrap(wrappedKey, Ids.bytes(person)));
            return new String(key.decrypt(sealed, Ids.bytes(point)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] seal(Owner owner, UUID point, String entered) {
        try {
            var key = new AesGcmJce(unwrap(owner.wrappedKey(), Ids.bytes(owner.person())));
            return key.encrypt(entered.getBytes(StandardCharsets.UTF_8), Ids.bytes(point));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Wraps a secret by the service's key, bound to {@code context}. */
    public byte[] wrap(byte[] secret, byte[] context) {
        try {
            return ring.keys().service().primitive().encrypt(secret, context);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public byte[] unwrap(byte[] wrapped, byte[] context) {
        try {
            return ring.keys().service().primitive().decrypt(wrapped, context);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
