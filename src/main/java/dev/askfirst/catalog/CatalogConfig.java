package dev.askfirst.catalog;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.nio.file.Path;
import java.util.Optional;

/** Where the first catalog comes from. */
@ConfigMapping(prefix = "askfirst.catalog")
interface CatalogConfig {

    /** The YAML file of the first catalog, read only while the database holds none. */
    @WithParentName
    Optional<Path> file();
}
