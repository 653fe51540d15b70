package dev.askfirst.policy;

import static dev.askfirst.policy.Reason.Code.CONSENT_EXPIRED;
import static dev.askfirst.policy.Reason.Code.CONSENT_PENDING;
import static dev.askfirst.policy.Reason.Code.CONSENT_REFUSED;
import static dev.askfirst.policy.Reason.Code.CONSENT_UNKNOWN;
import static dev.askfirst.policy.Reason.Code.CONSENT_WITHDRAWN;
import static dev.askfirst.policy.Reason.Code.OBJECTED;
import static dev.askfirst.policy.Reason.Code.SUPPRESSED;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;

/** Decides whether one message may go out. Pure: the same question and facts give the same decision. */
public final class Policy {

    /** How long a permit may be acted upon when nothing ends it earlier. */
    static final Duration VALIDITY = Duration.ofMinutes(15);

    private Policy() {}

    /** Every rule runs, so the record holds every reason. Silence is no; nothing against it makes a permit. */
    public static Decision decide(Question question, Facts facts) {
        var consent = Consent.of(question, facts.topic(), facts.terms(), facts.at());
        // Order is the order of reasons in the reply.
        var reasons = new ArrayList<Reason>();
        suppression(question, facts).map(Reason::of).ifPresent(reasons::add);
        objection(question, facts).map(Reason::of).ifPresent(reasons::add);
        lackOf(consent).map(Reason::of).ifPresent(reasons::add);
        return reasons.isEmpty() ? permit(consent, facts.at()) : new Decision.Deny(reasons);
    }

    /** The decision as the sender may see it: cut where the person never said anything to its controller. */
    public static Decision cut(Decision decision, Question question, Terms terms) {
        return switch (decision) {
            case Decision.Permit permit -> permit;
            case Decision.Defer defer -> defer;
            case Decision.Deny deny -> terms.spokenTo(question.controller()) ? deny : Decision.CUT;
        };
    }

    private static Optional<Reason.Code> suppression(Question question, Facts facts) {
        return facts.suppressedFor(question.controller()) ? Optional.of(SUPPRESSED) : Optional.empty();
    }

    private static Optional<Reason.Code> objection(Question question, Facts facts) {
        return Consent.objected(question, facts.topic(), facts.terms(), facts.at())
                ? Optional.of(OBJECTED)
                : Optional.empty();
    }

    private static Optional<Reason.Code> lackOf(Consent consent) {
        return switch (consent) {
            case Consent.Given _, Consent.NotNeeded _ -> Optional.empty();
            case Consent.Unknown _ -> Optional.of(CONSENT_UNKNOWN);
            case Consent.Pending _ -> Optional.of(CONSENT_PENDING);
            case Consent.Refused _ -> Optional.of(CONSENT_REFUSED);
            case Consent.Withdrawn _ -> Optional.of(CONSENT_WITHDRAWN);
            case Consent.Expired _ -> Optional.of(CONSENT_EXPIRED);
        };
    }

    private static Decision.Permit permit(Consent consent, Instant at) {
        var latest = at.plus(VALIDITY);
        return consent instanceof Consent.Given(UUID grant, Optional<Instant> until)
                ? new Decision.Permit(until.filter(latest::isAfter).orElse(latest), Optional.of(grant))
                : new Decision.Permit(latest, Optional.empty());
    }
}
