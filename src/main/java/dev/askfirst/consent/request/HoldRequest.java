package dev.askfirst.consent.request;

import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.security.Caller;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The body of {@code PUT /v1/persons/{id}/hold}. */
public record HoldRequest(String reason, Instant until) {

    public Act.Hold checked(UUID person, Caller caller) {
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
