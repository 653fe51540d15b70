package dev.askfirst.decision.lane;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;

/** Why a question has no answer, for callers and for metrics. */
enum Unanswered {
    /** Its sender already has its share of the queue, or the queue is full. */
    NO_ROOM(ProblemCode.OVERLOADED, "too many questions wait already"),
    /** Its turn would come, or came, after its deadline. */
    NO_TIME(ProblemCode.OVERLOADED, "no answer was possible in the time you gave"),
    /** Its sender exceeded its rate. */
    OVER_RATE(ProblemCode.QUOTA_EXCEEDED, "more questions than were agreed"),
    /** The database makes no progress. */
    STUCK(ProblemCode.UNDECIDED, "the database does not answer at present"),
    /** The decision could not be recorded, or was not known to be durable in time. */
    NOT_RECORDED(ProblemCode.UNDECIDED, "the decision could not be recorded durably"),
    /** The recorded data that the question needs cannot be processed. */
    BROKEN(ProblemCode.UNDECIDED, "this question cannot be decided; the operator is told");

    private final ProblemCode code;
    private final String detail;

    Unanswered(ProblemCode code, String detail) {
        this.code = code;
        this.detail = detail;
    }

    Fault fault() {
        return Fault.of(code, detail);
    }
}
