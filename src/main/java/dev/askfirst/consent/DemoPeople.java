package dev.askfirst.consent;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.person.ContactKeys;
import dev.askfirst.platform.Caller;
import dev.askfirst.platform.Demo;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Imports the demo's made-up people into an empty database, by the way every file goes. */
@ApplicationScoped
class DemoPeople {

    private static final Logger LOG = Logger.getLogger(DemoPeople.class);
    private static final long MOST_BYTES = 16 * 1024 * 1024;

    private final Demo demo;
    private final DataSource dataSource;
    private final CatalogService catalogs;
    private final Import.ImportTargets targets;

    DemoPeople(
            Demo demo,
            DataSource dataSource,
            CatalogService catalogs,
            ActWriter acts,
            Suppressions suppressions,
            ContactKeys keys) {
        this.demo = demo;
        this.dataSource = dataSource;
        this.catalogs = catalogs;
        this.targets = new Import.ImportTargets(acts, suppressions, keys);
    }

    void load(@Observes StartupEvent started) throws SQLException {
        if (!demo.on() || anybody()) return;
        for (var kind : ImportRequest.Kind.values()) load(kind);
    }

    private void load(ImportRequest.Kind kind) {
        var name = "/demo/" + kind.name().toLowerCase(Locale.ROOT) + ".ndjson";
        var rules = ActRules.of(catalogs.newest(), Caller.OPERATOR);
        var format = ImportFormat.of(ImportRequest.Checked.of(kind), rules);
        try (var file =
                ImportFile.receive(DemoPeople.class.getResourceAsStream(name), new ImportRows.Ndjson(), MOST_BYTES)) {
            new Import(format, targets, Caller.OPERATOR, DemoPeople::complain).run(file);
        }
    }

    private boolean anybody() throws SQLException {
        try (var connection = dataSource.getConnection();
                var select = connection.prepareStatement("select 1 from person limit 1")) {
            return select.executeQuery().next();
        }
    }

    private static void complain(ImportResult result) {
        result.error().ifPresent(error -> LOG.warnf("demo row %d: %s", result.line(), error.detail()));
    }
}
