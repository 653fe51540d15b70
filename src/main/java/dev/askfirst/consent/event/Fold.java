package dev.askfirst.consent.event;

import dev.askfirst.policy.term.Effect;
import dev.askfirst.policy.term.Terms;
import java.util.List;
import java.util.UUID;
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
        for (var at = 0; at < acts.size(); at++) {
            var act = acts.get(at);
            if (these.test(act)) terms = terms.after(effect(acts.subList(0, at), act, these));
        }
        return terms;
    }

    /** What this no being undone does to the terms of these acts. */
    public static Effect.Undone undoing(List<RecordedAct> acts, UUID no) {
        return undoing(acts, no, _ -> true);
    }

    private static Effect effect(List<RecordedAct> before, RecordedAct act, Predicate<RecordedAct> these) {
        return act.undoes().<Effect>map(no -> undoing(before, no, these)).orElseGet(() -> act.effect(these));
    }

    private static Effect.Undone undoing(List<RecordedAct> acts, UUID no, Predicate<RecordedAct> these) {
        return new Effect.Undone(
                of(acts, these.and(act -> !act.id().equals(no))).words());
    }
}
