package dev.askfirst.consent.signal;

import dev.askfirst.consent.act.ActReply;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What became of a signal.
 *
 * @param honoured whether everything it is about is off now
 * @param why it is not
 */
public record SignalReply(
        SignalRequest.Signal signal, boolean honoured, Optional<String> why, List<HonouredTopic> topics) {

    /**
     * One topic that data is sold or shared for.
     *
     * @param person pairwise for senders
     * @param act the no; the earlier one where the signal was heard before
     * @param why the state is not what the signal says; empty if it is
     * @param honouredAt when the no was recorded
     * @param askAgainFrom before then, nobody asks them for a yes to it
     */
    public record HonouredTopic(
            SignalRequest.Via via,
            UUID person,
            String topic,
            UUID act,
            ActReply.State state,
            Optional<String> why,
            Instant honouredAt,
            Instant askAgainFrom) {}

    static SignalReply of(SignalRequest.Signal signal, List<HonouredTopic> topics) {
        if (topics.isEmpty())
            return new SignalReply(
                    signal, false, Optional.of("the catalog maps no topic to sale or sharing"), List.of());
        var kept =
                topics.stream().filter(it -> it.state() == ActReply.State.GIVEN).findFirst();
        return new SignalReply(signal, kept.isEmpty(), kept.flatMap(HonouredTopic::why), topics);
    }
}
