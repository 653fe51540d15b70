package dev.askfirst.platform;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;

/** Refuses to start rather than to run open: without an identity provider, or with rights that could rewrite the record. */
@ApplicationScoped
class ProductionCheck {

    private static final List<String> NEEDED = List.of(
            "mp.jwt.verify.issuer", "mp.jwt.verify.audiences", "mp.jwt.verify.publickey.location", "askfirst.keys");
    private static final String REWRITING = """
            select string_agg(t || '.' || lower(p), ', ') from unnest(array['consent_event', 'decision', 'page']) t,
                unnest(array['UPDATE', 'DELETE']) p
            where has_table_privilege(current_user, t, p)""";

    private final Config config;
    private final DataSource dataSource;

    ProductionCheck(Config config, DataSource dataSource) {
        this.config = config;
        this.dataSource = dataSource;
    }

    void check(@Observes @Priority(1) StartupEvent starting) throws SQLException {
        if (ConfigUtils.getProfiles().contains("prod")) identityProvider();
        rights();
    }

    private void identityProvider() {
        var missing = NEEDED.stream()
                .filter(name -> config.getOptionalValue(name, String.class).isEmpty())
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) throw new StartRefused("production needs these settings: " + missing);
    }

    private void rights() throws SQLException {
        try (var connection = dataSource.getConnection();
                var select = connection.prepareStatement(REWRITING)) {
            var row = select.executeQuery();
            row.next();
            if (row.getString(1) != null) {
                throw new StartRefused("the service's database role could rewrite the record (" + row.getString(1)
                        + "): give it the service role of docs/operations.md, and Flyway the owner role");
            }
        }
    }
}
