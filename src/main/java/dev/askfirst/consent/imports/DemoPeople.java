package dev.askfirst.consent.imports;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.act.ActWriter;
import dev.askfirst.consent.request.ActRules;
import dev.askfirst.consent.request.ImportRequest;
import dev.askfirst.consent.suppression.Suppressions;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.platform.local.Demo;
import dev.askfirst.platform.security.Caller;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;
import org.jboss.logging.Logger;

/** Imports the demo's made-up people like any other file. */
@ApplicationScoped
class DemoPeople {

    private static final Logger LOG = Logger.getLogger(DemoPeople.class);
    private static final List<ImportRequest.Kind> KINDS =
            List.of(ImportRequest.Kind.GRANTS, ImportRequest.Kind.WITHDRAWALS, ImportRequest.Kind.SUPPRESSIONS);
    private static final long MOST_BYTES = 16 * 1024 * 1024;

    private final Demo demo;
    private final CatalogService catalogs;
    private final Import.ImportTargets targets;

    DemoPeople(Demo demo, CatalogService catalogs, ActWriter acts, Suppressions suppressions, ContactKeys keys) {
        this.demo = demo;
        this.catalogs = catalogs;
        this.targets = new Import.ImportTargets(acts, suppressions, keys);
    }

    void load(@Observes StartupEvent started) {
        if (!demonstrates()) return;
        for (var kind : KINDS) load(kind);
    }

    private void load(ImportRequest.Kind kind) {
        var name = "/demo/" + kind.name().toLowerCase(Locale.ROOT) + ".ndjson";
        var rules = ActRules.of(catalogs.newest(), Caller.OPERATOR);
        var whole = ImportRequest.CheckedImport.of(kind);
        try (var file =
                ImportFile.receive(DemoPeople.class.getResourceAsStream(name), new ImportRows.Ndjson(), MOST_BYTES)) {
            new Import(
                            ImportFormat.of(whole, rules),
                            targets,
                            Import.Whole.of(Caller.OPERATOR, whole),
                            DemoPeople::complain)
                    .run(file);
        }
    }

    /**
     * Whether demo mode is on and the catalog is the demo's, apart from laws: any other catalog is a real one. Loading
     * the people again changes nothing, and completes a load that a crash interrupted.
     */
    private boolean demonstrates() {
        if (!demo.on()) return false;
        var demonstration = CatalogService.fromYaml(DemoPeople.class.getResourceAsStream("/demo/catalog.yaml"));
        var newest = catalogs.newest().document();
        return newest.withLaws(demonstration.laws()).equals(demonstration);
    }

    private static void complain(ImportResult result) {
        result.error().ifPresent(error -> LOG.warnf("demo row %d: %s", result.line(), error.detail()));
    }
}
