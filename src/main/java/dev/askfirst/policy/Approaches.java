package dev.askfirst.policy;

import dev.askfirst.policy.term.Approach;
import dev.askfirst.policy.term.Nearness;
import dev.askfirst.policy.term.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a person asks of those who are near: like their caps it binds topics that need consent, and no critical message.
 * Where a place is comes into no rule; only whether two approaches were at the same one.
 *
 * @param dwelt the instant at which the person will have been there for long enough, if they stay
 */
record Approaches(Instant dwelt) implements Delay {

    /** Of the cap that counts the approaches at one place. */
    static final String SOURCE = "preference:place";

    /** How long an approach at a place keeps others away from it. */
    static final Duration DAY = Duration.ofHours(24);

    /** At home, or at a place that is not told, no approach is wanted. */
    static Optional<Reason.Code> refusal(Question question, Facts facts) {
        return wishes(question, facts).filter(Nearness::notAtHome).isPresent()
                        && !question.approach().orElse(Approach.UNTOLD).away()
                ? Optional.of(Reason.Code.PLACE_REFUSED)
                : Optional.empty();
    }

    /** Holds until the person has been there for as long as they ask. */
    static Optional<Delay> dwell(Question question, Facts facts) {
        if (question.approach().isEmpty()) return Optional.empty();
        var missing = wishes(question, facts).orElse(Nearness.ANY).minDwellS()
                - question.approach().get().dwellS();
        return missing <= 0
                ? Optional.empty()
                : Optional.of(new Approaches(facts.at().plusSeconds(missing)));
    }

    /** The cap of one approach at a place. */
    static Optional<Limit> once(Question question, Facts facts) {
        return wishes(question, facts).filter(Nearness::oncePerPlace).map(_ -> Limit.atOnePlace(SOURCE, DAY));
    }

    private static Optional<Nearness> wishes(Question question, Facts facts) {
        if (question.approach().isEmpty() || !facts.topic().needsConsent() || Critical.is(question, facts.topic()))
            return Optional.empty();
        return Optional.of(facts.terms().preferences().nearness());
    }

    @Override
    public List<Reason> at(Instant at) {
        return at.isBefore(dwelt) ? List.of(Reason.until(Reason.Code.DWELL_SHORT, dwelt)) : List.of();
    }

    /** Whoever has been there for long enough stays so. */
    @Override
    public Optional<Instant> begins(Instant from, Instant before) {
        return Optional.empty();
    }
}
