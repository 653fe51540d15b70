package dev.askfirst.decision.outcome;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The alarm for senders whose messages bounce too often. */
@ConfigMapping(prefix = "askfirst.bounces")
interface BounceConfig {

    /** How often bounces are counted; {@code off} for never. */
    @WithDefault("1m")
    String every();

    /** Fewer bounces than this within a day raise no alarm. */
    @WithDefault("50")
    int alarmFrom();

    /** The share of a day's permits that raises the alarm if it bounced. */
    @WithDefault("0.1")
    double alarmShare();
}
