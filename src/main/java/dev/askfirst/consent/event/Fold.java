package dev.askfirst.consent.event;

import dev.askfirst.policy.term.Terms;
import java.util.List;
import java.util.function.Predicate;

/** Folds recorded acts from the start. All of a person's acts give the terms that are stored for them. */
public final class Fold {

    private Fold() {}

    public static Terms of(List<RecordedAct> acts) {
        return of(acts, _ -> true);
    }

    /** The terms as they would be if only the acts that match had been recorded. */
    public static Terms of(List<RecordedAct> acts, Predicate<RecordedAct> these) {
        var terms = Terms.EMPTY;
        for (var act : acts) if (these.test(act)) terms = terms.after(act.effect(these));
        return terms;
    }
}
