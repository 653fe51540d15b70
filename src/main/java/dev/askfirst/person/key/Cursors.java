package dev.askfirst.person.key;

import dev.askfirst.platform.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Encrypts the position of a reader in a list of which they may see only a part. The same position gives a different
 * text each time, so a cursor discloses nothing about the rest of the list, not even whether it grew. Nobody else can
 * use it.
 */
@ApplicationScoped
public class Cursors {

    private static final int SALT = 16;
    private static final int LONGEST = 1000;

    private final KeyRing ring;

    Cursors(KeyRing ring) {
        this.ring = ring;
    }

    /** The place as a text for this holder. */
    public String seal(String holder, byte[] place) {
        var plain = Arrays.copyOf(Ids.salt(), SALT + place.length);
        System.arraycopy(place, 0, plain, SALT, place.length);
        try {
            return text(ring.keys().links().primitive().encryptDeterministically(plain, bound(holder)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The place that was sealed for this holder; empty for everything else. */
    public Optional<byte[]> open(String holder, String cursor) {
        if (cursor.length() > LONGEST) return Optional.empty();
        try {
            var sealed = Base64.getUrlDecoder().decode(cursor);
            var plain = ring.keys().links().primitive().decryptDeterministically(sealed, bound(holder));
            return Optional.of(Arrays.copyOfRange(plain, SALT, plain.length));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Links are sealed under the same key, bound to nothing: neither can stand in for the other. */
    private static byte[] bound(String holder) {
        return ("cursor of " + holder).getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] sealed) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }
}
