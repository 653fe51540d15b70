package dev.askfirst.policy.term;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a person is looking for: a yes to a topic that ends by itself, at an instant or after so many messages, whichever
 * comes first. It is the person's own, and stands against no no of theirs.
 *
 * @param topic what it is about, and all below it
 * @param controllers to whom it is open; {@link Scope#ALL} for all who serve the topic
 * @param channels by which they may write; none is every channel
 * @param until the first instant at which it is over
 * @param max how many messages at most, of all controllers together
 * @param ended when the person ended it before that
 */
public record Intent(
        UUID id,
        String topic,
        Set<String> controllers,
        Set<String> channels,
        Instant until,
        int max,
        Optional<Instant> ended) {

    /** How long after its end nobody asks for a yes on its topic. */
    public static final Duration REST = Duration.ofDays(180);

    public Intent {
        controllers = Set.copyOf(controllers);
        channels = Set.copyOf(channels);
    }

    /** Whether it is about this question, whatever its state is. */
    public boolean touches(Question question) {
        return Scope.covers(topic, question.topic())
                && isOpenTo(question.controller())
                && (channels.isEmpty() || channels.contains(question.channel()));
    }

    /** Whether it is about this topic, or about one above or below it. */
    public boolean isAbout(String other) {
        return Scope.covers(topic, other) || Scope.covers(other, topic);
    }

    public boolean isOpenTo(String controller) {
        return controllers.contains(Scope.ALL) || controllers.contains(controller);
    }

    /** Whether it is over without having been used up: ended by the person, or by its own end. */
    public boolean over(Instant at) {
        return ended.isPresent() || !at.isBefore(until);
    }

    /** When it ends if it is not used up before. */
    public Instant end() {
        return ended.filter(until::isAfter).orElse(until);
    }

    /** The first instant at which its topic may be asked about again, if it is not used up before its end. */
    public Instant restedBy() {
        return end().plus(REST);
    }

    /** The same, open to these controllers too. */
    Intent openTo(Set<String> others) {
        var all = new HashSet<>(controllers);
        all.addAll(others);
        return new Intent(id, topic, all, channels, until, max, ended);
    }

    /** The same, ended by the person; the first word counts. */
    Intent endedAt(Instant at) {
        return ended.isPresent() ? this : new Intent(id, topic, controllers, channels, until, max, Optional.of(at));
    }

    /** The same, open only to these of those that it is open to. */
    Intent among(Set<String> serving) {
        var open = new HashSet<>(serving);
        if (!controllers.contains(Scope.ALL)) open.retainAll(controllers);
        return new Intent(id, topic, open, channels, until, max, ended);
    }
}
