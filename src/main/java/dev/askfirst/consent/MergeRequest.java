package dev.askfirst.consent;

import dev.askfirst.person.Addressee;
import dev.askfirst.platform.Caller;
import dev.askfirst.platform.Checks;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The body of {@code POST /v1/persons/{id}/merge}. */
record MergeRequest(UUID other, String reason) {

    Act.Merge checked(UUID person, Optional<Long> version, Caller caller) {
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
