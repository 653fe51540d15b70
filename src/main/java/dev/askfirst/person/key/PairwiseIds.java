package dev.askfirst.person.key;

import dev.askfirst.platform.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.UUID;

/** The id under which one controller knows a person. Two controllers cannot join their lists by it. */
@ApplicationScoped
public class PairwiseIds {

    private final KeyRing ring;

    PairwiseIds(KeyRing ring) {
        this.ring = ring;
    }

    /** The ids that the keys in this folder make. */
    public static PairwiseIds of(Path keys) {
        return new PairwiseIds(new KeyRing(keys));
    }

    public UUID of(String controller, UUID person) {
        var input = new ByteArrayOutputStream(64);
        input.writeBytes(controller.getBytes(StandardCharsets.UTF_8));
        input.write(0);
        input.writeBytes(Ids.bytes(person));
        try {
            return Ids.ofHash(ring.keys().pairwise().primitive().computePrimary(input.toByteArray(), 16));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
