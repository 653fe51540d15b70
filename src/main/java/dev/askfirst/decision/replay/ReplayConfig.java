package dev.askfirst.decision.replay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How recorded decisions are made again by themselves. */
@ConfigMapping(prefix = "askfirst.replay")
interface ReplayConfig {

    /** How often some are; {@code off} for never. */
    @WithDefault("10m")
    String every();

    /** How many each time, taken from all that are on record. */
    @WithDefault("50")
    int size();
}
