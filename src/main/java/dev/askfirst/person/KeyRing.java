package dev.askfirst.person;

import dev.askfirst.platform.Keys;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The keys that guard people's addresses, all of one moment; without them the service does not start. */
@ApplicationScoped
class KeyRing {

    private final Path folder;
    private volatile Keys keys;

    KeyRing(@ConfigProperty(name = "askfirst.keys") Path folder) {
        this.folder = folder;
        this.keys = Keys.read(folder);
    }

    Path folder() {
        return folder;
    }

    /** The keys in use; to be asked for at each use, for they may be replaced at any time. */
    Keys keys() {
        return keys;
    }

    void replace(Keys fresh) {
        keys = fresh;
    }
}
