package dev.askfirst.decision.lane;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How questions are answered. */
@ConfigMapping(prefix = "askfirst.lanes")
interface LaneConfig {

    /** Lanes, each with one database connection. A further one is used only when those before it have enough to do. */
    @WithDefault("2")
    int number();

    /** Questions that may wait for each lane, one sender's half of them at most; past it callers are refused at once. */
    @WithDefault("16384")
    int capacity();

    /** How long a caller waits that names no {@code Request-Timeout}. */
    @WithDefault("10S")
    Duration patience();

    /** How long a lane may wait for its database before it refuses new questions at once. */
    @WithDefault("3S")
    Duration stuck();
}
