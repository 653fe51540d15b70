package dev.askfirst.decision;

import dev.askfirst.platform.Fault;

/** What a caller gets for one question. */
sealed interface Answer {

    /** A recorded decision, durable before it is given. */
    record Given(DecisionReply reply) implements Answer {}

    /** No decision: do not send. */
    record Refused(Fault fault) implements Answer {}
}
