package dev.askfirst.decision.whatif;

import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.decision.replay.Replay;
import dev.askfirst.platform.json.Json;
import dev.askfirst.policy.Reason;
import java.util.List;

/** What a recorded decision would have been under some catalog. */
sealed interface Again {

    record Decided(DecisionRecord.Verdict verdict) implements Again {}

    /** The sender could not have asked this at all: there is no such sender, controller, channel or topic, or not for it. */
    record Refused() implements Again {}

    /** What the catalog asks for is not on record. */
    record Unknown(Why why) implements Again {}

    /** What is not on record. */
    enum Why {
        /** Where the person may have been: it was not looked up, and the telephone number is not in the record. */
        PLACE_NOT_RECORDED,
        /** How many messages a cap would have counted, or until when. */
        CAP_NOT_COUNTED
    }

    /** Whether it is what was recorded; the order of reasons does not count. */
    default boolean isAsRecorded(DecisionRecord recorded) {
        return this instanceof Decided(var verdict) && Replay.of(recorded.verdict(), verdict) instanceof Replay.Same;
    }

    /** In one word, as it is counted. */
    default String outcome() {
        return switch (this) {
            case Decided(var verdict) -> Json.text(verdict.outcome());
            case Refused _ -> "refused";
            case Unknown _ -> "unknown";
        };
    }

    /** The codes of its reasons, each once. */
    default List<String> reasons() {
        return this instanceof Decided(var verdict)
                ? verdict.reasons().stream()
                        .map(Reason::code)
                        .distinct()
                        .map(Json::text)
                        .toList()
                : List.of();
    }
}
