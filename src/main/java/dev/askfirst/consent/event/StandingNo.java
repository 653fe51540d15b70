package dev.askfirst.consent.event;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Terms;
import java.time.Instant;

/** A no that stands against a grant. It is not overwritten by habit, such as the nightly copy of a customer database. */
public record StandingNo(ConsentStatement.Refusal no) {

    /** Whether a grant that counts as made then may be recorded although this no stands. */
    public boolean lets(Act.Grant grant, Instant made) {
        var later = made.isAfter(no.made());
        // What a file tells from before the no lifts nothing: it shows that there was a yes.
        if (!later) return !grant.by().is(Caller.SENDER);
        if (grant.evidence().isCopied()) return false;
        if (grant.imported()) return grant.evidence().overridesANo();
        return !grant.by().is(Caller.SENDER)
                || grant.at().isPresent() && grant.evidence().overridesANo();
    }

    /** When it was said is told only where the person has spoken to this controller before: else it was said to others. */
    public Fault fault(Act.Grant grant, Terms terms) {
        var since = terms.spokenTo(grant.controller()) ? " on " + no.made() : "";
        return Fault.of(ProblemCode.STANDING_NO, "the person said no" + since);
    }
}
