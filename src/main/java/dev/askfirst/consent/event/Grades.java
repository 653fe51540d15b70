package dev.askfirst.consent.event;

import dev.askfirst.catalog.EvidenceGrade;
import java.util.Optional;

/** How well a yes is proven. */
public final class Grades {

    /** The text that refers to the sale on which a soft opt-in rests. */
    public static final String REFERENCE = "reference";

    private Grades() {}

    /**
     * Full: the notice that was shown is on record if the basis needs one, and first-hand evidence says how the yes was
     * given and where that can be checked. None: nothing but a claim. Partial: anything between.
     */
    public static EvidenceGrade of(Act.Grant grant, Optional<DoubleOptIn.Delivery> delivery) {
        var grade = of(grant);
        // Not full if the sender delivers the request to confirm: it could have confirmed the yes itself.
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
