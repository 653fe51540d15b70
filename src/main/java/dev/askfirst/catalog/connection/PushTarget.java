package dev.askfirst.catalog.connection;

import dev.askfirst.catalog.connection.Connection.Reference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A tool that keeps a list of its own of whom it may not write to: noes that bind what it sends are pushed there.
 *
 * @param tool whose interface is spoken, such as {@code ses}, or {@code template} for any other
 * @param controller for whom the tool sends
 * @param channel by which it sends
 * @param topics what it sends about; none means everything that needs consent
 * @param noTo of how many of its topics somebody must have said no before that is pushed; left out, of all
 * @param settings what the tool's addresses and bodies name, such as a region
 * @param secret what requests are signed with, or bear
 * @param url where the tool is, if not where it usually is
 * @param alsoYes whether a later yes takes out of the tool's list what was pushed before
 * @param paused whether nothing is pushed for now; it goes on where it was
 * @param template how any other tool is told
 */
public record PushTarget(
        String id,
        String tool,
        String controller,
        String channel,
        List<String> topics,
        NoTo noTo,
        Map<String, String> settings,
        Optional<Reference> secret,
        Optional<String> url,
        boolean alsoYes,
        boolean paused,
        Optional<PushTemplate> template) {

    /** Of how many topics. */
    public enum NoTo {
        ALL,
        ANY
    }

    public PushTarget {
        topics = topics == null ? List.of() : List.copyOf(topics);
        noTo = noTo == null ? NoTo.ALL : noTo;
        settings = settings == null ? Map.of() : new TreeMap<>(settings);
        secret = orAbsent(secret);
        url = orAbsent(url);
        template = orAbsent(template);
    }

    static <T> Optional<T> orAbsent(Optional<T> value) {
        return value == null ? Optional.empty() : value;
    }
}
