package dev.askfirst.platform.trace;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Where traces go, if anywhere. */
@ConfigMapping(prefix = "askfirst.tracing")
interface TracingConfig {

    /** Where an OpenTelemetry collector takes spans by HTTP, such as {@code http://collector:4318/v1/traces}. */
    Optional<String> endpoint();

    /** Which share of the requests is traced whose caller does not say. */
    @WithDefault("0.01")
    double share();
}
