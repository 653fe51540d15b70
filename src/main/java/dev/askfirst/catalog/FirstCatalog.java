package dev.askfirst.catalog;

import dev.askfirst.platform.Caller;
import dev.askfirst.platform.Demo;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.StartRefused;
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

/** Loads the first catalog into an empty database: the configured file, or the demo's. */
@ApplicationScoped
class FirstCatalog {

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
        if (catalogs.newest().version() > 0) return;
        try (var yaml = source().orElse(null)) {
            if (yaml == null) return;
            writer.replace(CatalogService.fromYaml(yaml), Caller.OPERATOR);
            catalogs.newest();
        } catch (IOException e) {
            throw new StartRefused("the catalog file cannot be read: " + e.getMessage());
        } catch (Fault fault) {
            throw new StartRefused(fault.errors().stream()
                    .map(error -> error.field() + " " + error.message())
                    .collect(Collectors.joining("; ", "the catalog file is refused: ", "")));
        }
    }

    private Optional<InputStream> source() throws IOException {
        if (config.file().isPresent())
            return Optional.of(Files.newInputStream(config.file().get()));
        return demo.on() ? Optional.of(FirstCatalog.class.getResourceAsStream("/demo/catalog.yaml")) : Optional.empty();
    }
}
