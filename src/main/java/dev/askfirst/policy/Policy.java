package dev.askfirst.policy;

import static dev.askfirst.policy.Reason.Code.CONSENT_EXPIRED;
import static dev.askfirst.policy.Reason.Code.CONSENT_PENDING;
import static dev.askfirst.policy.Reason.Code.CONSENT_REFUSED;
import static dev.askfirst.policy.Reason.Code.CONSENT_UNKNOWN;
import static dev.askfirst.policy.Reason.Code.CONSENT_WITHDRAWN;
import static dev.askfirst.policy.Reason.Code.NO_OPENING;
import static dev.askfirst.policy.Reason.Code.OBJECTED;
import static dev.askfirst.policy.Reason.Code.PAUSED;
import static dev.askfirst.policy.Reason.Code.SUPPRESSED;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
        var refusals = new ArrayList<Reason>();
        suppression(question, facts).map(Reason::of).ifPresent(refusals::add);
        objection(question, facts).map(Reason::of).ifPresent(refusals::add);
        lackOf(consent).map(Reason::of).ifPresent(refusals::add);
        var pause = pause(question, facts);
        if (pause.isPresent()) return held(consent, refusals, pause.get());
        return refusals.isEmpty() ? permit(consent, facts.at()) : new Decision.Deny(refusals);
    }

    /** Later is not never: if the pause alone stands in the way the answer says when it ends. */
    private static Decision held(Consent consent, List<Reason> refusals, Instant until) {
        var reasons = new ArrayList<>(refusals);
        reasons.add(Reason.until(PAUSED, until));
        if (!refusals.isEmpty()) return new Decision.Deny(reasons);
        if (lastsTo(consent, until)) return new Decision.Defer(until, reasons);
        reasons.add(Reason.of(NO_OPENING));
        return new Decision.Deny(reasons);
    }

    /** The decision as the sender may see it: cut where the person never said anything to its controller. */
    public static Decision cut(Decision decision, Question question, Terms terms) {
        return switch (decision) {
            case Decision.Permit permit -> permit;
            case Decision.Defer _, Decision.Deny _ -> terms.spokenTo(question.controller()) ? decision : Decision.CUT;
        };
    }

    /** When the last pause that holds is over. */
    private static Optional<Instant> pause(Question question, Facts facts) {
        return facts.terms().pauses().stream()
                .filter(it -> it.holds(question, facts.topic(), facts.at()))
                .map(Pause::until)
                .max(Comparator.naturalOrder());
    }

    /** Whether consent lasts to this instant: if it ends before, there is nothing to wait for. */
    private static boolean lastsTo(Consent consent, Instant at) {
        return !(consent instanceof Consent.Given(var _, var until))
                || until.filter(end -> !at.isBefore(end)).isEmpty();
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
