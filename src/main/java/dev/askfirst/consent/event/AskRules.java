package dev.askfirst.consent.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often a person may be asked to confirm the same yes, and how long they can answer. */
@ConfigMapping(prefix = "askfirst.asks")
public interface AskRules {

    /** How often at most somebody is asked to confirm one double opt-in within {@link #per}. */
    @WithDefault("2")
    int most();

    /** The time in which that is counted. */
    @WithDefault("30D")
    Duration per();

    /** How long after it was asked for a yes can be confirmed. */
    @WithDefault("7D")
    Duration lapses();
}
