package dev.askfirst.consent.request;

import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.security.Caller;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The body of {@code POST /v1/persons/{id}/merge}. */
public record MergeRequest(UUID other, String reason) {

    public Act.Merge checked(UUID person, Optional<Long> version, Caller caller) {
        var checks = new Checks();
        checks.require("other", other);
        if (person.equals(other)) checks.error("other", "is the person in the address already");
        checks.require("reason", reason);
        checks.text("reason", reason, 500);
        checks.done();
        return new Act.Merge(
                new Addressee.AtPerson(person),
                new Addressee.AtPerson(other),
                version,
                new Evidence(Evidence.Method.API, Map.of("reason", reason)),
                caller);
    }
}
