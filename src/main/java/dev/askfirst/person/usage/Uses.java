package dev.askfirst.person.usage;

import dev.askfirst.policy.CountedPermit;
import dev.askfirst.policy.attention.Bid;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What is counted for one holder: the permits that caps still count, and the messages that wait for attention, of which there is
 * one for each controller, topic and channel.
 */
public record Uses(List<CountedPermit> permits, List<Bid> bids) {

    public static final Uses NONE = new Uses(List.of(), List.of());

    public Uses {
        permits = List.copyOf(permits);
        bids = List.copyOf(bids);
    }

    public boolean isEmpty() {
        return permits.isEmpty() && bids.isEmpty();
    }

    /** The same bids with other permits. */
    public Uses with(List<CountedPermit> others) {
        return new Uses(others, bids);
    }

    /** The same with a message that waits from now on, and without those that do no longer. */
    public Uses waiting(Bid bid, Instant at) {
        return new Uses(
                permits,
                Stream.concat(others(bid.controller(), bid.topic(), bid.channel(), at), Stream.of(bid))
                        .toList());
    }

    /** The same, where a message of this controller about this topic by this channel goes out and waits no longer. */
    public Uses without(String controller, String topic, String channel, Instant at) {
        return bids.isEmpty()
                ? this
                : new Uses(permits, others(controller, topic, channel, at).toList());
    }

    private Stream<Bid> others(String controller, String topic, String channel, Instant at) {
        return bids.stream().filter(it -> it.waitsAt(at)).filter(it -> !it.isFor(controller, topic, channel));
    }

    /** What both hold, each permit once; of messages that wait for the same, the one that has waited longer. */
    public Uses and(Uses other) {
        var all = new LinkedHashMap<UUID, CountedPermit>();
        for (var uses : List.of(permits, other.permits)) for (var use : uses) all.putIfAbsent(use.decision(), use);
        var waiting = new LinkedHashMap<List<String>, Bid>();
        for (var bid : List.of(bids, other.bids).stream().flatMap(List::stream).toList())
            waiting.merge(
                    List.of(bid.controller(), bid.topic(), bid.channel()),
                    bid,
                    (one, two) -> two.at().isBefore(one.at()) ? two : one);
        return new Uses(List.copyOf(all.values()), List.copyOf(waiting.values()));
    }
}
