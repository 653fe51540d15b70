package dev.askfirst.person;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.DeterministicAead;
import com.google.crypto.tink.prf.PrfSet;
import dev.askfirst.platform.Keys;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The keys that guard people's addresses, read once at start; without them the service does not start. */
@ApplicationScoped
class KeyRing {

    private final Aead service;
    private final PrfSet contact;
    private final PrfSet pairwise;
    private final DeterministicAead links;

    KeyRing(@ConfigProperty(name = "askfirst.keys") Path folder) {
        var keys = new Keys(folder);
        this.service = keys.service();
        this.contact = keys.contact();
        this.pairwise = keys.pairwise();
        this.links = keys.links();
    }

    Aead service() {
        return service;
    }

    PrfSet contact() {
        return contact;
    }

    PrfSet pairwise() {
        return pairwise;
    }

    DeterministicAead links() {
        return links;
    }
}
