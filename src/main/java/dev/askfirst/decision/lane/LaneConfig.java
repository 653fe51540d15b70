package dev.askfirst.decision.lane;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How questions are answered. */
@ConfigMapping(prefix = "askfirst.lanes")
interface LaneConfig {

    /**
     * Lanes, each with one database connection; a further one is used when those before it have 128 questions to do. About as
     * many as processors.
     */
    @WithDefault("2")
    int number();

    /**
     * Questions that may wait for each lane; one sender's are half of them at most, and fewer where others wait too. Beyond
     * that callers are refused at once.
     */
    @WithDefault("16384")
    int capacity();

    /** The longest wait for an answer; a shorter {@code Request-Timeout} of the caller counts. */
    @WithDefault("10S")
    Duration patience();

    /** How long a lane may wait for its database before it refuses new questions at once. */
    @WithDefault("3S")
    Duration stuck();
}
