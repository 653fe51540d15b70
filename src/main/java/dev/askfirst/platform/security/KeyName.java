package dev.askfirst.platform.security;

import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.daead.PredefinedDeterministicAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.signature.Ed25519Parameters;
import java.nio.file.Path;

/** The keysets of the service, each with a file of its name. */
public enum KeyName {
    /** Wraps the key of each person and of each month. */
    service(PredefinedAeadParameters.AES256_GCM),
    /** Hashes contact points, so that they can be found without being read. */
    contact(PredefinedPrfParameters.HMAC_SHA256_PRF),
    /** Makes the ids under which controllers know people: they are with the senders, so the key stays for ever. */
    pairwise(PredefinedPrfParameters.HMAC_SHA256_PRF),
    /** Seals the links that go out with permits. */
    links(PredefinedDeterministicAeadParameters.AES256_SIV),
    /** Signs the checkpoints of the log: Ed25519, each enabled key adds a line of its own. */
    log(Ed25519Parameters.create(Ed25519Parameters.Variant.NO_PREFIX));

    private final Parameters parameters;

    KeyName(Parameters parameters) {
        this.parameters = parameters;
    }

    public String file() {
        return name() + ".json";
    }

    Path in(Path folder) {
        return folder.resolve(file());
    }

    Parameters parameters() {
        return parameters;
    }

    /** How many enabled keys there may be: a question is looked up under each contact key. */
    int most() {
        return switch (this) {
            case contact, log -> 3;
            case pairwise -> 1;
            case service, links -> Integer.MAX_VALUE;
        };
    }
}
