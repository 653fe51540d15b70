package dev.askfirst.catalog;

import dev.askfirst.law.ShippedLaws;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.StartRefused;
import dev.askfirst.platform.local.Demo;
import dev.askfirst.platform.security.Caller;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Loads the first catalog into an empty database: the configured file, or the demo's; and newer rows of law into others. */
@ApplicationScoped
class FirstCatalog {

    private static final Logger LOG = Logger.getLogger(FirstCatalog.class);

    private final CatalogService catalogs;
    private final CatalogWriter writer;
    private final CatalogConfig config;
    private final Demo demo;

    FirstCatalog(CatalogService catalogs, CatalogWriter writer, CatalogConfig config, Demo demo) {
        this.catalogs = catalogs;
        this.writer = writer;
        this.config = config;
        this.demo = demo;
    }

    void load(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent started) {
        var shipped = ShippedLaws.load();
        for (var refused : shipped.refused()) LOG.warnf("law of this release is not in force: %s", refused);
        if (catalogs.newest().version() > 0) {
            takeOver(shipped);
            return;
        }
        try (var yaml = source().orElse(null)) {
            if (yaml == null) return;
            writer.replace(withLaws(CatalogService.fromYaml(yaml)), Caller.OPERATOR);
            catalogs.newest();
        } catch (IOException e) {
            throw new StartRefused("the catalog file cannot be read: " + e.getMessage());
        } catch (Fault fault) {
            throw new StartRefused(fault.errors().stream()
                    .map(error -> error.field() + " " + error.message())
                    .collect(Collectors.joining("; ", "the catalog file is refused: ", "")));
        }
    }

    /** A catalog with the rows of law that come with the service. */
    static CatalogDocument withLaws(CatalogDocument document) {
        return document.withLaws(ShippedLaws.load().over(document.laws()));
    }

    /** Rows that this release brings and the catalog has not: a change like any other, or none. */
    private void takeOver(ShippedLaws shipped) {
        try {
            var changed = writer.change(
                    (before, _) -> before.document()
                            .withLaws(shipped.over(before.document().laws())),
                    Caller.OPERATOR);
            if (changed.draft().isPresent())
                LOG.warnf(
                        "rows of law of this release wait for an admin to approve them: draft %s of the catalog",
                        changed.draft().get());
            else if (!changed.nothing())
                LOG.infof(
                        "rows of law of this release are in force with version %d of the catalog",
                        changed.after().version());
        } catch (Fault fault) {
            LOG.warnf("rows of law of this release were not taken over: %s", fault.errors());
        }
    }

    private Optional<InputStream> source() throws IOException {
        if (config.file().isPresent())
            return Optional.of(Files.newInputStream(config.file().get()));
        return demo.on() ? Optional.of(FirstCatalog.class.getResourceAsStream("/demo/catalog.yaml")) : Optional.empty();
    }
}
