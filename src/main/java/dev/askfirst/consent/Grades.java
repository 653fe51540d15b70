package dev.askfirst.consent;

import java.util.Optional;

/** How well a yes is proven. */
final class Grades {

    /** Of the sale a soft opt-in rests on. */
    static final String REFERENCE = "reference";

    private Grades() {}

    /** From nothing at all, over something, to everything a regulator asks for. */
    enum Grade {
        NONE,
        PARTIAL,
        FULL
    }

    /**
     * Full: the words that were shown are on record where the basis needs them, and it is told first hand how the yes was
     * given and where that can be looked up. None: nothing but somebody's claim. Partial: what lies between.
     */
    static Grade of(Act.Grant grant, Optional<DoubleOptIn.Delivery> delivery) {
        var grade = of(grant);
        // A sender that delivers the request itself could have confirmed it, too.
        return delivery.equals(Optional.of(DoubleOptIn.Delivery.SENDER)) && grade == Grade.FULL ? Grade.PARTIAL : grade;
    }

    static Grade of(Act.Grant grant) {
        var words = grant.notice().isPresent() || !grant.ground().basis().needsNotice();
        var source = Optional.ofNullable(grant.evidence().texts().get(Evidence.SOURCE));
        if (grant.ground().basis() == Act.Basis.SOFT_OPT_IN
                && !grant.evidence().texts().containsKey(REFERENCE)) {
            return source.isEmpty() && grant.notice().isEmpty() ? Grade.NONE : Grade.PARTIAL;
        }
        if (words && source.isPresent() && grant.evidence().method().isFirstHand()) return Grade.FULL;
        return grant.notice().isEmpty() && source.isEmpty() ? Grade.NONE : Grade.PARTIAL;
    }
}
