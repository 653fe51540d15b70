package dev.askfirst.decision.answer;

import dev.askfirst.person.key.PlaceKeys;
import dev.askfirst.person.key.PlaceName;
import dev.askfirst.policy.CountedPermit;
import dev.askfirst.policy.Limit;
import java.util.List;
import java.util.function.Predicate;

/** Tells caps which permits were for approaches at the place of a question, and marks those that they will count. */
public record Nearby(PlaceKeys keys) {

    /** Whether a permit was at the place of this question. */
    public Predicate<CountedPermit> here(CheckedQuestion checked) {
        var place = checked.place().orElse(PlaceName.UNTOLD);
        return use -> use.place()
                .filter(mark -> keys.isAt(place, use.decision(), use.at(), mark))
                .isPresent();
    }

    /** A permit as caps count it: with a mark of its place where one of them counts by place. */
    public CountedPermit marked(CountedPermit use, List<Limit> limits, CheckedQuestion checked) {
        if (limits.stream().noneMatch(Limit::samePlace)) return use;
        return use.near(keys.mark(checked.place().orElse(PlaceName.UNTOLD), use.decision(), use.at()));
    }
}
