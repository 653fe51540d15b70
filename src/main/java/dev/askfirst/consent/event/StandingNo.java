package dev.askfirst.consent.event;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Terms;
import java.time.Instant;

/**
 * A no that stands against a grant. A routine copy, such as the nightly sync of a customer database, does not override
 * it.
 */
public record StandingNo(ConsentStatement.Refusal no) {

    /** Whether a grant made at this instant may be recorded although this no stands. */
    public boolean lets(Act.Grant grant, Instant made) {
        var later = made.isAfter(no.made());
        // A yes from before the no lifts nothing. Staff may record it as history; a sender may not.
        if (!later) return !grant.by().is(Caller.SENDER);
        if (grant.evidence().isCopied()) return false;
        if (grant.origin() == Act.Origin.IMPORTED) return grant.evidence().overridesANo();
        return !grant.by().is(Caller.SENDER)
                || grant.at().isPresent() && grant.evidence().overridesANo();
    }

    /**
     * The fault names the date of the no only if the person has said something to this controller: else the no was for
     * others.
     */
    public Fault fault(Act.Grant grant, Terms terms) {
        var since = terms.spokenTo(grant.controller()) ? " on " + no.made() : "";
        return Fault.of(ProblemCode.STANDING_NO, "the person said no" + since);
    }
}
