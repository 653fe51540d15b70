package dev.askfirst.consent.erasure;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** What was erased, as it is known outside the database. */
@ConfigMapping(prefix = "askfirst.erasures")
interface ErasureConfig {

    /**
     * The list of erasures that is kept outside the database: the service is not ready before whoever of it is there again has
     * been erased again.
     */
    Optional<Path> list();
}
