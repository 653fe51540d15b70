package dev.askfirst.policy;

import dev.askfirst.policy.GoldenCase.Step;
import dev.askfirst.policy.term.Rating;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;

/** The messages that are rated in a step of a golden case. */
public final class RatedMessages {

    private RatedMessages() {}

    /** Their names: those that the step gives them, or new ones. */
    public static List<String> names(Step step) {
        var named = step.message().orElse(step.contact() + step.at() + step.topic() + step.value());
        return IntStream.range(0, step.times()).mapToObj(it -> named + it).toList();
    }

    /** What is said of them. */
    static List<Rating> ratings(Step step) {
        var said = Rating.Value.valueOf(step.value().orElseThrow().toUpperCase(Locale.ROOT));
        return names(step).stream()
                .map(it -> new Rating(UUID.nameUUIDFromBytes(it.getBytes(StandardCharsets.UTF_8)), said, step.at()))
                .toList();
    }
}
