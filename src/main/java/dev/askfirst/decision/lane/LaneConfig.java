package dev.askfirst.decision.lane;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How questions are answered. */
@ConfigMapping(prefix = "askfirst.lanes")
interface LaneConfig {

    /**
     * How many lanes there are, each with one database connection. A further lane is used only when those before it are
     * busy.
     */
    @WithDefault("2")
    int number();

    /**
     * How many questions may wait for each lane, about half of them from one sender; beyond that callers are refused at
     * once.
     */
    @WithDefault("16384")
    int capacity();

    /** How long a caller waits if it sends no {@code Request-Timeout}. */
    @WithDefault("10S")
    Duration patience();

    /** How long a lane may wait for its database before it refuses new questions at once. */
    @WithDefault("3S")
    Duration stuck();
}
