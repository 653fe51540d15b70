package dev.askfirst.platform.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.OptionalInt;

/** Where operators look: health, metrics, the contract. */
@ConfigMapping(prefix = "askfirst.management")
interface ManagementConfig {

    /** The port of health, metrics and the contract, and of nothing else; without one they are served beside everything else, as on a newcomer's machine. */
    OptionalInt port();

    /** The address it listens at. */
    @WithDefault("0.0.0.0")
    String host();
}
