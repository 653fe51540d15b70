package dev.askfirst.person;

import dev.askfirst.person.contact.HashOfValue;
import dev.askfirst.person.key.KeyRing;
import dev.askfirst.person.key.Link;
import dev.askfirst.platform.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.UUID;

/** Links as they were once made: about a contact point, by the day, and without an end. Those in mailboxes go on working. */
@ApplicationScoped
public class FirstTokens {

    private final KeyRing ring;

    FirstTokens(KeyRing ring) {
        this.ring = ring;
    }

    /** For shoe offers of acme's by e-mail. */
    public String of(Link.Purpose purpose, UUID point, LocalDate issued) {
        var scope = "acme\noffers.shoes\nemail".getBytes(StandardCharsets.UTF_8);
        return sealed(ByteBuffer.allocate(40 + scope.length)
                .put((byte) 1)
                .put((byte) purpose.ordinal())
                .put((byte) 1)
                .put((byte) 0)
                .put(Ids.bytes(point))
                .put(new byte[16])
                .putInt((int) issued.toEpochDay())
                .put(scope)
                .array());
    }

    /** The same about an address that was nobody's. */
    public String ofStranger(Link.Purpose purpose, HashOfValue hash, LocalDate issued) {
        var scope = "acme\noffers.shoes\nemail".getBytes(StandardCharsets.UTF_8);
        return sealed(ByteBuffer.allocate(40 + scope.length)
                .put((byte) 1)
                .put((byte) purpose.ordinal())
                .put((byte) 2)
                .put((byte) 1)
                .put(hash.bytes())
                .putInt((int) issued.toEpochDay())
                .put(scope)
                .array());
    }

    private String sealed(byte[] plain) {
        try {
            var sealed = ring.keys().links().primitive().encryptDeterministically(plain, new byte[0]);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
