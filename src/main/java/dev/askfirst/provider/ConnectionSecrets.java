package dev.askfirst.provider;

import dev.askfirst.catalog.connection.Connection;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.provider.adapter.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Finds the secrets of connections where the catalog says that they are. Read anew each time: a secret that changes counts at once. */
@ApplicationScoped
class ConnectionSecrets {

    private static final Logger LOG = Logger.getLogger(ConnectionSecrets.class);

    private final ConnectionConfig config;

    ConnectionSecrets(ConnectionConfig config) {
        this.config = config;
    }

    /** A fault that makes the provider try again if it is not there: nothing is lost until somebody puts it there. */
    Secret of(Connection connection) {
        var reference = connection.secret().orElseThrow();
        var text = reference.env().map(System::getenv).or(() -> reference.file().flatMap(this::file));
        return text.map(String::strip)
                .filter(it -> !it.isEmpty())
                .map(Secret::new)
                .orElseThrow(() -> {
                    LOG.errorf("the secret of connection %s is not there: its events are refused", connection.id());
                    return Fault.of(ProblemCode.UNDECIDED, "the secret of this connection is not there");
                });
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
