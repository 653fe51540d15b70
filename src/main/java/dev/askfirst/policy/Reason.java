package dev.askfirst.policy;

import dev.askfirst.policy.term.Owed;
import dev.askfirst.policy.term.UsefulFloor;
import java.time.Instant;
import java.util.Optional;

/**
 * Why a message may not go out, or not now.
 *
 * @param until when this reason ends by itself, if it does
 * @param source where the rule comes from, unless it is the person's own statement
 */
public record Reason(Code code, Optional<Instant> until, Optional<String> source) {

    /** Stable for ever: added to, never renamed. In the order in which the rules run. */
    public enum Code {
        SUPPRESSED,
        OBJECTED,
        CONSENT_UNKNOWN,
        CONSENT_PENDING,
        CONSENT_REFUSED,
        CONSENT_WITHDRAWN,
        CONSENT_EXPIRED,
        INTENT_OVER,
        AUTHORSHIP_REFUSED,
        AUTHORSHIP_DOUBTED,
        PLACE_REFUSED,
        NOTHING_TO_CONFIRM,
        PAUSED,
        OUTSIDE_WINDOW,
        QUIET_HOURS,
        CAP_REACHED,
        DWELL_SHORT,
        HUMAN_OWED,
        RESTED,
        NO_OPENING;

        /** Whether senders are told: a doubt is for the record, and they are told what follows from it. */
        public boolean isTold() {
            return this != AUTHORSHIP_DOUBTED;
        }
    }

    static Reason until(Code code, Instant end) {
        return new Reason(code, Optional.of(end), Optional.empty());
    }

    public static Reason of(Law law, Optional<Instant> until) {
        return new Reason(Code.QUIET_HOURS, until, Optional.of(law.source()));
    }

    /** A human's answer is late: worth another question at {@code again}, and over once the answer is there. */
    static Reason owed(Owed owed, Instant again) {
        return new Reason(Code.HUMAN_OWED, Optional.of(again), Optional.of("human_request:" + owed.request()));
    }

    /** The topic is of too little use to the person, by this floor. */
    static Reason rested(Instant end, UsefulFloor floor) {
        return new Reason(Code.RESTED, Optional.of(end), Optional.of(floor.source()));
    }

    /** What the person looked for is over, and nobody asks for a yes on it for a while. */
    static Reason over(Wanted.Rest rest) {
        return new Reason(Code.INTENT_OVER, Optional.of(rest.until()), Optional.of(Limit.INTENT + rest.intent()));
    }

    /** @param source the number that the doubt rests on */
    static Reason doubted(String source) {
        return new Reason(Code.AUTHORSHIP_DOUBTED, Optional.empty(), Optional.of(source));
    }

    public static Reason of(Code code) {
        return new Reason(code, Optional.empty(), Optional.empty());
    }
}
