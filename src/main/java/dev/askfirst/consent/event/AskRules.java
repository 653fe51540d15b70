package dev.askfirst.consent.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often a person may be asked to confirm the same yes, and how long they can answer. */
@ConfigMapping(prefix = "askfirst.asks")
public interface AskRules {

    /** As often at most in a while: asking for consent is itself a message. */
    @WithDefault("2")
    int most();

    /** The while in which asks are counted. */
    @WithDefault("30D")
    Duration per();

    /** How long after it was asked for a yes can be confirmed. */
    @WithDefault("7D")
    Duration lapses();
}
