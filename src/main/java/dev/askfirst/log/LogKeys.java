package dev.askfirst.log;

import dev.askfirst.platform.StartRefused;
import dev.askfirst.platform.security.SigningKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The keys that checkpoints are signed with, as they stand in their file now; those that were used are published for ever. */
@ApplicationScoped
public class LogKeys {

    private static final Logger LOG = Logger.getLogger(LogKeys.class);

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
        try (var insert = connection.prepareStatement("""
                insert into log_key (vkey, at) select ?, clock_timestamp()
                where not exists (select 1 from log_key where vkey = ?) on conflict do nothing""")) {
            for (var signer : signers) {
                insert.setString(1, signer.verifier().text());
                insert.setString(2, signer.verifier().text());
                insert.executeUpdate();
            }
        }
    }

    /** What others need in order to check signatures, the oldest key first. */
    static List<String> published(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("select vkey from log_key order by at, vkey")) {
            var keys = new ArrayList<String>();
            var row = select.executeQuery();
            while (row.next()) keys.add(row.getString(1));
            return keys;
        }
    }
}
