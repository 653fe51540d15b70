package dev.askfirst.log;

import dev.askfirst.platform.StartRefused;
import java.net.URI;

/** A witness that is asked to cosign checkpoints: where it is, and whose signatures are its own. */
record Witness(URI address, Cosigner cosigner) {

    /** {@code https://witness.example/prefix witness.example/w1+id+key}; anything else refuses the start. */
    static Witness parse(String setting) {
        var parts = setting.strip().split("\\s+");
        var cosigner = parts.length == 2 ? Cosigner.parse(parts[1]) : java.util.Optional.<Cosigner>empty();
        if (cosigner.isEmpty() || !parts[0].matches("https?://[^/\\s?#]+(/[^\\s?#]*)?")) {
            throw new StartRefused(
                    "`askfirst.log.witnesses`: `" + setting
                            + "` is not an address and a verifier key of type 4, such as `https://witness.example witness.example+id+key`");
        }
        return new Witness(URI.create(parts[0].replaceFirst("/+$", "") + "/add-checkpoint"), cosigner.get());
    }
}
