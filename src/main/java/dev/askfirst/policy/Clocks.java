package dev.askfirst.policy;

import java.time.ZoneId;

/** Looks a time zone up by its name. */
@FunctionalInterface
public interface Clocks {

    /** The time zones that Java comes with. */
    Clocks OF_JAVA = ZoneId::of;

    ZoneId of(String zone);
}
