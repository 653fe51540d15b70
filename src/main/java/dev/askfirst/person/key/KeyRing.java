package dev.askfirst.person.key;

import dev.askfirst.platform.security.Keys;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The keys that guard people's addresses, all of one moment; without them the service does not start. */
@ApplicationScoped
public class KeyRing {

    private final Path folder;
    private volatile Keys keys;

    KeyRing(@ConfigProperty(name = "askfirst.keys") Path folder) {
        this.folder = folder;
        this.keys = Keys.read(folder);
    }

    public Path folder() {
        return folder;
    }

    /** The keys in use; to be asked for at each use, for they may be replaced at any time. */
    public Keys keys() {
        return keys;
    }

    void replace(Keys fresh) {
        keys = fresh;
    }
}
