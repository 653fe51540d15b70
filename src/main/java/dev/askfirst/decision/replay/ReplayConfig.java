package dev.askfirst.decision.replay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The regular replay of recorded decisions. */
@ConfigMapping(prefix = "askfirst.replay")
interface ReplayConfig {

    /** How often the service makes some recorded decisions again; {@code off} for never. */
    @WithDefault("10m")
    String every();

    /** How many decisions each time, chosen from all on record. */
    @WithDefault("50")
    int size();
}
