package dev.askfirst.consent.event;

import dev.askfirst.catalog.EvidenceGrade;
import java.util.Optional;

/** How well a yes is proven. */
public final class Grades {

    /** Of the sale a soft opt-in rests on. */
    public static final String REFERENCE = "reference";

    private Grades() {}

    /**
     * Full: the words that were shown are on record where the basis needs them, and it is told first hand how the yes was
     * given and where that can be looked up. None: nothing but somebody's claim. Partial: what lies between.
     */
    public static EvidenceGrade of(Act.Grant grant, Optional<DoubleOptIn.Delivery> delivery) {
        var grade = of(grant);
        // A sender that delivers the request itself could have confirmed it, too.
        return delivery.equals(Optional.of(DoubleOptIn.Delivery.SENDER)) && grade == EvidenceGrade.FULL
                ? EvidenceGrade.PARTIAL
                : grade;
    }

    public static EvidenceGrade of(Act.Grant grant) {
        var words = grant.notice().isPresent() || !grant.ground().basis().needsNotice();
        var source = Optional.ofNullable(grant.evidence().texts().get(Evidence.SOURCE));
        if (grant.ground().basis() == Act.Basis.SOFT_OPT_IN
                && !grant.evidence().texts().containsKey(REFERENCE)) {
            return source.isEmpty() && grant.notice().isEmpty() ? EvidenceGrade.NONE : EvidenceGrade.PARTIAL;
        }
        if (words && source.isPresent() && grant.evidence().method().isFirstHand()) return EvidenceGrade.FULL;
        return grant.notice().isEmpty() && source.isEmpty() ? EvidenceGrade.NONE : EvidenceGrade.PARTIAL;
    }
}
