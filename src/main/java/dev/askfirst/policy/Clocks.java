package dev.askfirst.policy;

import java.time.ZoneId;

/** The clocks of the world: what is meant by the name of a time zone. */
@FunctionalInterface
public interface Clocks {

    /** Those that Java comes with. */
    Clocks OF_JAVA = ZoneId::of;

    ZoneId of(String zone);
}
