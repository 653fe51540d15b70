package dev.askfirst.consent.view;

import dev.askfirst.consent.event.RecordedAct;
import dev.askfirst.policy.term.Scope;

/** Which acts of a person bear on one yes: those that can confirm, repeat, end or suspend what it allows. */
final class Bearing {

    private Bearing() {}

    static boolean on(RecordedAct yes, RecordedAct act) {
        return switch (act.kind()) {
            case GRANT, CONFIRMATION, REFUSAL, WITHDRAWAL, UNDO, ASKED_AGAIN ->
                act.scope().overlaps(yes.scope());
            case PAUSE, RESUME ->
                Scope.of(Scope.ALL, act.scope().topic(), act.scope().channel()).overlaps(yes.scope());
            case START -> true;
            case CONTACT_ADDED, CONTACT_VERIFIED, CONTACT_REMOVED ->
                act.scope().point().equals(yes.scope().point());
            case MERGE, MERGED_INTO, ERASURE -> true;
            case PREFERENCES,
                    HOLD,
                    RELEASE,
                    HUMAN_REQUEST,
                    HUMAN_ANSWER,
                    DEPUTY_NAMED,
                    DEPUTY_ENDED,
                    FEEDBACK,
                    FEEDBACK_RESET -> false;
            case INTENT, INTENT_ENDED, TERMS_BROUGHT -> false;
        };
    }
}
