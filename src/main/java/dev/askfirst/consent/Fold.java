package dev.askfirst.consent;

import dev.askfirst.policy.Terms;
import java.util.List;
import java.util.function.Predicate;

/** Folds recorded acts from the start. All of a person's acts give the terms that are stored for them. */
final class Fold {

    private Fold() {}

    static Terms of(List<RecordedAct> acts) {
        return of(acts, _ -> true);
    }

    /** The terms as they would be had there been only these acts. */
    static Terms of(List<RecordedAct> acts, Predicate<RecordedAct> these) {
        var terms = Terms.EMPTY;
        for (var act : acts) if (these.test(act)) terms = terms.after(act.effect(these));
        return terms;
    }
}
