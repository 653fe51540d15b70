package dev.askfirst.platform.postgres;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Period;
import java.util.Optional;

/** How what has run out is deleted. */
@ConfigMapping(prefix = "askfirst.retention")
public interface RetentionConfig {

    /** The database role that deletes; no request ever uses it. */
    Optional<String> username();

    /** Its password. */
    Optional<String> password();

    /** How often the retention job looks whether it is time; {@code off} for never. */
    @WithDefault("1h")
    String every();

    /** How long after a start it looks first. */
    @WithDefault("5m")
    String delayed();

    /** How long decisions are kept after the end of their month, such as {@code P3Y}. */
    @WithDefault("P5Y")
    Period decisions();
}
