package dev.askfirst.catalog.connection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What connections to providers and tools need besides the catalog. */
@ConfigMapping(prefix = "askfirst.connections")
public interface ConnectionConfig {

    /** The folder of the files that connections and pushes name as their secrets. */
    @WithDefault("/run/secrets/askfirst")
    Path secrets();

    /** A folder with certificates of Amazon SNS by their file names, for networks that cannot fetch them; none is fetched then. */
    Optional<Path> certificates();

    /** How long a fetched certificate is good for without being fetched again. */
    @WithDefault("1d")
    Duration certificatesKept();

    /**
     * The least time between two fetches from the same address; it is also fetched again, before its time, for a signature that the
     * one at hand does not confirm.
     */
    @WithDefault("5m")
    Duration certificatesEvery();

    /** How long an event is remembered, so that the same does not count twice. */
    @WithDefault("400d")
    Duration keep();
}
