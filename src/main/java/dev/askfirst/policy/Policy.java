package dev.askfirst.policy;

import static dev.askfirst.policy.Reason.Code.AUTHORSHIP_REFUSED;
import static dev.askfirst.policy.Reason.Code.CONSENT_EXPIRED;
import static dev.askfirst.policy.Reason.Code.CONSENT_PENDING;
import static dev.askfirst.policy.Reason.Code.CONSENT_REFUSED;
import static dev.askfirst.policy.Reason.Code.CONSENT_UNKNOWN;
import static dev.askfirst.policy.Reason.Code.CONSENT_WITHDRAWN;
import static dev.askfirst.policy.Reason.Code.NO_OPENING;
import static dev.askfirst.policy.Reason.Code.OBJECTED;
import static dev.askfirst.policy.Reason.Code.SUPPRESSED;

import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.Doubt;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Decides whether one message may go out. Pure: the same question and facts give the same decision. */
public final class Policy {

    /** How long a permit may be acted upon when nothing ends it earlier. */
    static final Duration VALIDITY = Duration.ofMinutes(15);

    private Policy() {}

    /**
     * Every rule runs, so that the record holds every reason. Silence is no; a permit needs that no rule is against it.
     */
    public static Decision decide(Question question, Facts facts) {
        var doubt = Doubt.of(question, facts.spread()).map(Reason::doubted);
        return doubt.isPresent()
                ? answer(question.by(Authorship.AUTOMATED), facts).noting(doubt.get())
                : answer(question, facts);
    }

    private static Decision answer(Question question, Facts facts) {
        return question.confirmsStop()
                ? Confirmation.decide(question, facts)
                : decide(question, facts, Optional.empty());
    }

    /** The same for a message that is like any other, but for what else is against it. */
    static Decision decide(Question question, Facts facts, Optional<Reason.Code> besides) {
        var consent = Consent.of(question, facts.topic(), facts.terms(), facts.at());
        // Order is the order of reasons in the reply.
        var refusals = new ArrayList<Reason>();
        suppression(question, facts).map(Reason::of).ifPresent(refusals::add);
        objection(question, facts).map(Reason::of).ifPresent(refusals::add);
        var wanted = Wanted.of(question, facts, consent);
        if (wanted.relied().isEmpty()) lackOf(consent).map(Reason::of).ifPresent(refusals::add);
        wanted.rest().map(Reason::over).ifPresent(refusals::add);
        authorship(question, facts).map(Reason::of).ifPresent(refusals::add);
        Approaches.refusal(question, facts).map(Reason::of).ifPresent(refusals::add);
        besides.map(Reason::of).ifPresent(refusals::add);
        var opening = Opening.of(question, facts, consent);
        var delays = opening.reasons(facts.at());
        if (!refusals.isEmpty()) return new Decision.Deny(both(refusals, delays));
        // What an intent permits is bound by law as if nobody had said yes.
        var relied = wanted.relied()
                .<Consent>map(it -> new Consent.Given(it.id(), Optional.of(it.until())))
                .orElse(consent);
        var end = end(relied, facts.suppressedFrom(question));
        return delays.isEmpty() ? permit(relied, end, opening, facts.at()) : held(end, opening, delays, facts.at());
    }

    /**
     * Only delays are against the message: defer to the first instant without one, or deny if there is none in time.
     */
    private static Decision held(Optional<Instant> end, Opening opening, List<Reason> delays, Instant at) {
        // Waiting is no use if the permission ends first.
        var notBefore = opening.from(at)
                .filter(it -> end.filter(last -> !it.isBefore(last)).isEmpty());
        return notBefore.isPresent()
                ? new Decision.Defer(notBefore.get(), delays)
                : new Decision.Deny(both(delays, List.of(Reason.of(NO_OPENING))));
    }

    private static List<Reason> both(List<Reason> some, List<Reason> others) {
        var all = new ArrayList<Reason>(some);
        all.addAll(others);
        return all;
    }

    /** Whether nothing delays a message at this instant, by what is known now. */
    public static boolean isOpen(Question question, Facts facts, Instant at) {
        var consent = Consent.of(question, facts.topic(), facts.terms(), facts.at());
        return Opening.of(question, facts, consent).reasons(at).isEmpty();
    }

    /** The decision as the sender may see it: cut where the person never said anything to its controller, and no intent is open to it. */
    public static Decision cut(Decision decision, Question question, Terms terms) {
        return switch (decision) {
            case Decision.Permit permit -> permit;
            case Decision.Defer _, Decision.Deny _ ->
                terms.spokenTo(question.controller()) || Wanted.told(question, terms) ? decision : Decision.CUT;
        };
    }

    /** When the permission ends: the yes expires, or a register entry that it had overridden binds again. */
    private static Optional<Instant> end(Consent consent, Optional<Instant> suppressedFrom) {
        var until = consent instanceof Consent.Given(var _, var last) ? last : Optional.<Instant>empty();
        return suppressedFrom.filter(it -> until.filter(it::isAfter).isEmpty()).or(() -> until);
    }

    private static Optional<Reason.Code> suppression(Question question, Facts facts) {
        return facts.suppressedFor(question) ? Optional.of(SUPPRESSED) : Optional.empty();
    }

    private static Optional<Reason.Code> objection(Question question, Facts facts) {
        return !Critical.is(question, facts.topic())
                        && Consent.objected(question, facts.topic(), facts.terms(), facts.at())
                ? Optional.of(OBJECTED)
                : Optional.empty();
    }

    /** If the person made no choice that counts here, any authorship is accepted. */
    private static Optional<Reason.Code> authorship(Question question, Facts facts) {
        var all = facts.terms().preferences().authorship();
        if (all.isEmpty() || Critical.is(question, facts.topic())) return Optional.empty();
        var binding = all.stream()
                .filter(it -> facts.topic().needsConsent() || !it.topic().equals(Scope.ALL))
                .toList();
        var choices = MostSpecific.of(binding, question, it -> Scope.of(Scope.ALL, it.topic(), it.channel()));
        if (choices.isEmpty()) return Optional.empty();
        var accepted = choices.stream().anyMatch(it -> it.accepts().contains(question.authorship()));
        return accepted ? Optional.empty() : Optional.of(AUTHORSHIP_REFUSED);
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

    /** Valid until the first instant at which any rule says no, and for at most {@link #VALIDITY}. */
    private static Decision.Permit permit(Consent consent, Optional<Instant> end, Opening opening, Instant at) {
        var latest = at.plus(VALIDITY);
        var closes = opening.closes(at, latest).orElse(latest);
        var until = end.filter(closes::isAfter).orElse(closes);
        return consent instanceof Consent.Given(UUID grant, Optional<Instant> _)
                ? new Decision.Permit(until, Optional.of(grant))
                : new Decision.Permit(until, Optional.empty());
    }
}
