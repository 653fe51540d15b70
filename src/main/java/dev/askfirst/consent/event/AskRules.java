package dev.askfirst.consent.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often a person may be asked to confirm the same yes, and how long they can answer. */
@ConfigMapping(prefix = "askfirst.asks")
public interface AskRules {

    /** The most requests to confirm within {@link #per}: asking for consent is itself a message. */
    @WithDefault("2")
    int most();

    /** The period in which requests are counted. */
    @WithDefault("30D")
    Duration per();

    /** How long a yes can be confirmed after the request. */
    @WithDefault("7D")
    Duration lapses();
}
