package dev.askfirst.catalog.connection;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.Optional;

/** Finds secrets where the catalog says that they are. Read anew each time: a secret that changes counts at once. */
@ApplicationScoped
public class SecretStore {

    private final ConnectionConfig config;

    SecretStore(ConnectionConfig config) {
        this.config = config;
    }

    /** The secret, without white space around it; empty if it is not there. */
    public Optional<String> find(Connection.Reference reference) {
        return reference
                .env()
                .map(System::getenv)
                .or(() -> reference.file().flatMap(this::file))
                .map(String::strip)
                .filter(it -> !it.isEmpty());
    }

    private Optional<String> file(String name) {
        var file = config.secrets().resolve(name);
        try {
            return Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
                    ? Optional.empty()
                    : Optional.of(Files.readString(file));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
