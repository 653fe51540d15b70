package dev.askfirst.decision.record;

import dev.askfirst.consent.suppression.Suppressions;
import dev.askfirst.platform.json.Json;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The outcome of a permit. It only moves forward: sent, bounced, complained; a message reported as not sent stays so.
 */
public enum Outcome {
    SENT,
    BOUNCED,
    COMPLAINED,
    NOT_SENT;

    private static final Map<String, Outcome> BY_TEXT =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(Json::text, Function.identity()));

    public static Optional<Outcome> parse(String text) {
        return Optional.ofNullable(text).map(BY_TEXT::get);
    }

    public boolean mayFollow(Outcome last) {
        return this != NOT_SENT && last != NOT_SENT && compareTo(last) > 0;
    }

    /** The reason for which it suppresses the address, if it does. */
    public Optional<Suppressions.Reason> suppresses() {
        return switch (this) {
            case BOUNCED -> Optional.of(Suppressions.Reason.BOUNCE);
            case COMPLAINED -> Optional.of(Suppressions.Reason.COMPLAINT);
            case SENT, NOT_SENT -> Optional.empty();
        };
    }
}
