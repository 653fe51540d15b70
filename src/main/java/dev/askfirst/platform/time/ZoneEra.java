package dev.askfirst.platform.time;

import java.util.List;
import java.util.Optional;

/**
 * A stretch of time in which a zone kept one standard time and one set of rules.
 *
 * @param standard its offset from UTC in seconds
 * @param rules the name of its rules, a fixed time by which clocks are ahead, or {@code -}
 */
record ZoneEra(int standard, String rules, Optional<Until> until) {

    /** Its end: the first time that is none of it. */
    record Until(int year, ZoneDay day) {}

    /** {@code standard rules format [year [month [day [time]]]]}. */
    static ZoneEra read(List<String> words) {
        // The format says how the zone's time is called, which nobody here asks.
        words.get(2);
        var until = words.size() == 3
                ? Optional.<Until>empty()
                : Optional.of(new Until(Integer.parseInt(words.get(3)), ZoneDay.read(words.subList(4, words.size()))));
        return new ZoneEra(ZoneDay.seconds(words.get(0)), words.get(1), until);
    }

    /** By how much clocks are ahead all the time; empty where rules say so. */
    Optional<Integer> fixed() {
        if (rules.equals("-")) return Optional.of(0);
        var first = rules.charAt(0);
        return Character.isDigit(first) || first == '-' ? Optional.of(ZoneDay.seconds(rules)) : Optional.empty();
    }
}
