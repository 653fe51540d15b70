package dev.askfirst.platform.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.OptionalInt;

/** Where operators look: health, metrics, the contract. */
@ConfigMapping(prefix = "askfirst.management")
interface ManagementConfig {

    /** The port of {@code /q/}; without one it is served beside everything else, as on a newcomer's machine. */
    OptionalInt port();

    /** The address it listens at. */
    @WithDefault("0.0.0.0")
    String host();
}
