package dev.askfirst.consent.intent;

import dev.askfirst.consent.event.IntentWish;
import dev.askfirst.platform.json.Checks;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The body of {@code POST /v1/persons/{id}/intents}.
 *
 * @param controllers to whom it is open; left out, all who serve the topic
 * @param channels by which they may write; left out, every channel
 * @param words what the person says of it themselves
 */
public record IntentRequest(
        String topic, List<String> controllers, List<String> channels, Instant until, Integer max, String words) {

    /** Characters of what a person says themselves. */
    public static final int LONGEST = 200;

    /** The most messages that an intent allows. */
    public static final int MOST = 100;

    private static final int MOST_NAMED = 20;

    /** Checks everything that needs no catalog. */
    IntentWish checked(Checks checks) {
        checks.id("topic", topic);
        var open = names(checks, "controllers", controllers);
        var by = names(checks, "channels", channels);
        checks.require("until", until);
        checks.require("max", max);
        if (max != null && (max < 1 || max > MOST)) checks.error("max", "must be a number from 1 to " + MOST);
        checks.words("words", words, LONGEST);
        checks.done();
        return new IntentWish(topic, open, Set.copyOf(by), until, max);
    }

    Optional<String> said() {
        return Optional.ofNullable(words);
    }

    private static List<String> names(Checks checks, String field, List<String> ids) {
        if (ids == null) return List.of();
        if (ids.isEmpty()) checks.error(field, "names nobody: left out it means all");
        if (ids.size() > MOST_NAMED) checks.error(field, "has more than " + MOST_NAMED + " items");
        var seen = new HashSet<String>();
        for (var id : ids) {
            checks.id(field, id);
            if (id != null && !seen.add(id)) checks.error(field, "names `" + id + "` twice");
        }
        return checks.errors().isEmpty() ? ids : List.of();
    }
}
