package dev.askfirst.log;

import dev.askfirst.platform.StartRefused;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.security.SigningKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The keys that checkpoints are signed with, as they stand in their file now; those that were used are published for ever. */
@ApplicationScoped
public class LogKeys {

    private static final Logger LOG = Logger.getLogger(LogKeys.class);

    private static final Sql PUBLISH = Sql.of("""
            insert into log_key (vkey, at) select :key, clock_timestamp()
            where not exists (select 1 from log_key where vkey = :key) on conflict do nothing""");

    private static final Sql PUBLISHED = Sql.of("select vkey from log_key order by at, vkey");

    private final Path folder;
    private volatile List<SigningKey> last;

    LogKeys(@ConfigProperty(name = "askfirst.keys") Path folder) {
        this.folder = folder;
        this.last = SigningKey.read(folder);
    }

    /** All enabled keys, the primary one first, under the log's name. A file that is broken changes nothing. */
    public List<Signer> signers(String origin) {
        try {
            last = SigningKey.read(folder);
        } catch (StartRefused refused) {
            LOG.warnf("the log is signed with the keys it had: %s", refused.getMessage());
        }
        return last.stream()
                .filter(SigningKey::signs)
                .map(key -> new Signer(origin, key))
                .toList();
    }

    /** Publishes the keys before anything signed with them can be seen. */
    static void publish(Connection connection, List<Signer> signers) throws SQLException {
        for (var signer : signers) {
            PUBLISH.with("key", signer.verifier().text()).update(connection);
        }
    }

    /** What others need in order to check signatures, the oldest key first. */
    static List<String> published(Connection connection) throws SQLException {
        return PUBLISHED.list(connection, row -> row.text("vkey"));
    }
}
