package dev.askfirst.decision.outcome;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The alarm for senders whose messages bounce too often. */
@ConfigMapping(prefix = "askfirst.bounces")
interface BounceConfig {

    /** How often bounces are counted; {@code off} for never. */
    @WithDefault("1m")
    String every();

    /** How many bounces of one sender within a day raise the alarm at least. */
    @WithDefault("50")
    int alarmFrom();

    /** Which share of a sender's permits of a day raises the alarm if it bounces. */
    @WithDefault("0.1")
    double alarmShare();
}
