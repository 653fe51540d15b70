package dev.askfirst.provider;

import dev.askfirst.catalog.connection.Connection;
import dev.askfirst.catalog.connection.SecretStore;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.provider.adapter.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** The secrets of connections. */
@ApplicationScoped
class ConnectionSecrets {

    private static final Logger LOG = Logger.getLogger(ConnectionSecrets.class);

    private final SecretStore store;

    ConnectionSecrets(SecretStore store) {
        this.store = store;
    }

    /** A fault that makes the provider try again if it is not there: nothing is lost until somebody puts it there. */
    Secret of(Connection connection) {
        return store.find(connection.secret().orElseThrow()).map(Secret::new).orElseThrow(() -> {
            LOG.errorf("the secret of connection %s is not there: its events are refused", connection.id());
            return Fault.of(ProblemCode.UNDECIDED, "the secret of this connection is not there");
        });
    }
}
