package dev.askfirst.decision.outcome;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** When too much of what a sender was permitted bounces. */
@ConfigMapping(prefix = "askfirst.bounces")
interface BounceConfig {

    /** How often they are counted; {@code off} for never. */
    @WithDefault("1m")
    String every();

    /** Fewer within a day raise no alarm. */
    @WithDefault("50")
    int alarmFrom();

    /** Which part of the permits of a day raises it. */
    @WithDefault("0.1")
    double alarmShare();
}
