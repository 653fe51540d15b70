package dev.askfirst.consent.deputy;

import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.consent.request.EvidenceRequest;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.deputy.Mandate;
import dev.askfirst.person.deputy.Right;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.security.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The body of {@code PUT /v1/persons/{id}/deputies/{d}}. */
public record DeputyRequest(
        String name, Mandate.Kind kind, List<Right> may, Instant until, String contact, EvidenceRequest evidence) {

    /** The longest name, and the longest way to reach somebody, in characters. */
    public static final int LONGEST = 200;

    static final String NAME = "name";
    static final String CONTACT = "contact";

    /** The act, by the person or by staff, who say where the request stands that the person signed. */
    Act.OfDeputy checked(UUID person, UUID deputy, Caller caller) {
        var checks = new Checks();
        checks.require(NAME, name);
        checks.line(NAME, name, LONGEST);
        checks.line(CONTACT, contact, LONGEST);
        checks.require("kind", kind);
        if (may == null || may.isEmpty()) checks.error("may", "is missing: without a right there is nothing to do");
        else if (may.stream().anyMatch(Objects::isNull)) checks.error("may", "holds nothing where a right should be");
        var proof = evidence == null ? Evidence.of(Evidence.Method.API) : evidence.checked(checks);
        if (!caller.is(Caller.PERSON) && !proof.texts().containsKey(Evidence.SOURCE))
            checks.error("evidence.source", "is missing: staff say where the request stands that the person signed");
        checks.done();
        return act(person, deputy, proof, caller);
    }

    /** The same by the person on their own page. */
    Act.OfDeputy onPage(UUID person, UUID deputy, Caller caller) {
        return act(person, deputy, Evidence.of(Evidence.Method.PAGE), caller);
    }

    private Act.OfDeputy act(UUID person, UUID deputy, Evidence proof, Caller caller) {
        var named = proof.with(NAME, name);
        var reached = contact == null ? named : named.with(CONTACT, contact);
        var mandate = new Mandate(kind, Set.copyOf(may), Optional.ofNullable(until));
        return new Act.OfDeputy(new Addressee.AtPerson(person), deputy, Optional.of(mandate), reached, caller);
    }
}
