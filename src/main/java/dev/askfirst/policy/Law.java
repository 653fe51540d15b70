package dev.askfirst.policy;

import dev.askfirst.policy.term.Preferences;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One row of law: when, how often and how soon after a refusal somebody may be reached. Data with a source; a change is
 * a new version, and of the versions of one id at most one is in force at any instant.
 *
 * @param jurisdictions countries, or parts of one such as {@code US-FL}
 * @param channels which it binds
 * @param kinds of purpose which it binds, such as {@code marketing}
 * @param hours none where the law names none
 * @param calendar of its holidays
 * @param alsoIn zones in which it must be kept too, wherever the person is
 * @param afterRefusal how long a person must be left in peace after a refusal
 * @param validTo the first instant at which it is in force no longer
 */
public record Law(
        String id,
        int version,
        List<String> jurisdictions,
        Set<String> channels,
        Set<String> kinds,
        Optional<Week> hours,
        Optional<String> calendar,
        List<ZoneId> alsoIn,
        Optional<Frequency> frequency,
        Optional<Period> afterRefusal,
        Exceptions exceptions,
        Instant validFrom,
        Optional<Instant> validTo) {

    /**
     * How often at most: permits count as attempts.
     *
     * @param per as in {@link Preferences.Cap}
     */
    public record Frequency(int max, String per, Each each) {}

    /** What a frequency is counted for: all that a controller sends, or each topic of it. */
    public enum Each {
        CONTROLLER,
        TOPIC
    }

    /**
     * What it does not bind.
     *
     * @param critical critical messages
     * @param consent messages to which the person said yes; only if the operator has switched this exception on
     */
    public record Exceptions(boolean critical, boolean consent) {}

    public Law {
        jurisdictions = List.copyOf(jurisdictions);
        channels = Set.copyOf(channels);
        kinds = Set.copyOf(kinds);
        alsoIn = List.copyOf(alsoIn);
    }

    public boolean inForce(Instant at) {
        return !at.isBefore(validFrom)
                && validTo.filter(end -> !at.isBefore(end)).isEmpty();
    }

    /** Whether it is in force at {@code at} or at some later time. */
    public boolean matters(Instant at) {
        return validTo.filter(end -> !at.isBefore(end)).isEmpty();
    }

    public boolean binds(String channel, String kind) {
        return channels.contains(channel) && kinds.contains(kind);
    }

    /** Its name in a reason. */
    public String source() {
        return "law:" + id;
    }
}
