package dev.askfirst.consent;

import dev.askfirst.person.Addressee;
import dev.askfirst.platform.Caller;
import dev.askfirst.platform.Checks;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The body of {@code PUT /v1/persons/{id}/hold}. */
record HoldRequest(String reason, Instant until) {

    Act.Hold checked(UUID person, Caller caller) {
        var checks = new Checks();
        checks.require("reason", reason);
        checks.text("reason", reason, 500);
        checks.done();
        return new Act.Hold(
                new Addressee.AtPerson(person),
                Optional.ofNullable(until),
                new Evidence(Evidence.Method.API, Map.of("reason", reason)),
                caller);
    }
}
