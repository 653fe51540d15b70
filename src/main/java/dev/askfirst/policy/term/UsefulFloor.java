package dev.askfirst.policy.term;

import java.time.Duration;
import java.util.Optional;

/**
 * A topic rests for a while where it is surely less useful to a person than this.
 *
 * @param percent of messages that are useful, {@link #LEAST} to {@link #MOST}
 * @param rest how long, counted from when they last wanted less
 * @param source whose floor it is: {@code preference}, or {@code controller:<id>}
 */
public record UsefulFloor(int percent, Duration rest, String source) {

    /** Below this, no number of ratings that count could be enough. */
    public static final int LEAST = 10;

    /** Messages that are fine are useful to half: what is fine never rests. */
    public static final int MOST = 50;

    public static final Duration USUAL_REST = Duration.ofDays(30);

    /**
     * The higher of what the person and what the controller set; the person's own binds topics that need consent.
     *
     * @param rest where the controller says nothing, {@link #USUAL_REST}
     */
    public static Optional<UsefulFloor> of(
            Preferences preferences,
            TopicRules topic,
            String controller,
            Optional<Integer> byController,
            Duration rest) {
        var own = preferences
                .usefulFloor()
                .filter(_ -> topic.needsConsent())
                .map(it -> new UsefulFloor(it, rest, "preference"));
        return byController
                .filter(it -> own.filter(mine -> mine.percent() >= it).isEmpty())
                .map(it -> new UsefulFloor(it, rest, "controller:" + controller))
                .or(() -> own);
    }
}
