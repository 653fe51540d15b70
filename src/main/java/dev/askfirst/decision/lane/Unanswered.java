package dev.askfirst.decision.lane;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;

/** Why a question has no answer, as callers are told and operators count it. */
enum Unanswered {
    /** Its sender has its share of the queue waiting already, or there is no room at all. */
    NO_ROOM(ProblemCode.OVERLOADED, "too many questions wait already"),
    /** Its turn would come, or came, after its deadline. */
    NO_TIME(ProblemCode.OVERLOADED, "no answer was possible in the time you gave"),
    /** Its sender asks more than its rate. */
    OVER_RATE(ProblemCode.QUOTA_EXCEEDED, "more questions than were agreed"),
    /** The database gets nowhere. */
    STUCK(ProblemCode.UNDECIDED, "the database does not answer at present"),
    /** It was not known to be durable in time, or could not be recorded at all. */
    NOT_RECORDED(ProblemCode.UNDECIDED, "the decision could not be recorded durably"),
    /** What is recorded about whom it is about cannot be worked with. */
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
