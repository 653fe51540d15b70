package dev.askfirst.outbound.push;

import java.time.Duration;
import java.util.Optional;

/** What came of one attempt to tell a tool. Words are the tool's own, shortened and without addresses. */
sealed interface PushOutcome {

    /** The tool says that it is so. */
    record Confirmed(int status) implements PushOutcome {}

    /** The tool took it in under this name, and says later whether it is so. */
    record Accepted(int status, String job) implements PushOutcome {}

    /** The tool will not do it, however often it is asked. */
    record Refused(int status, String words) implements PushOutcome {}

    /**
     * It may work another time.
     *
     * @param status of the reply, if there was one
     * @param retryAfter when the tool wants to be asked again, if it says so
     */
    record Failed(Optional<Integer> status, String words, Optional<Duration> retryAfter) implements PushOutcome {}

    /** The address is nobody's any more. */
    record Nobody() implements PushOutcome {}
}
