package dev.askfirst.policy;

import java.time.LocalDate;

/** Which days are holidays, by the calendar of a country or a part of one. */
@FunctionalInterface
public interface Holidays {

    /** No day is a holiday. */
    Holidays NONE = (_, _) -> false;

    boolean on(String calendar, LocalDate day);
}
