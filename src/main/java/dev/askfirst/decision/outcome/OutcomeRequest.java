package dev.askfirst.decision.outcome;

import dev.askfirst.decision.record.Outcome;
import dev.askfirst.platform.json.Checks;
import java.time.Instant;
import java.util.Optional;

/** The body of {@code POST /v1/decisions/{id}/outcome}. */
public record OutcomeRequest(String outcome, Instant at, String detail) {

    private static final int LONGEST_DETAIL = 2000;

    /** The parts that are known to be well-formed. */
    public record CheckedOutcome(Outcome outcome, Optional<Instant> at, Optional<String> detail) {}

    CheckedOutcome checked(Checks checks) {
        var parsed = Outcome.parse(outcome);
        if (parsed.isEmpty()) checks.error("outcome", "must be one of `sent`, `not_sent`, `bounced`, `complained`");
        var text = checks.text("detail", detail, LONGEST_DETAIL);
        checks.done();
        return new CheckedOutcome(parsed.orElseThrow(), Optional.ofNullable(at), text);
    }
}
