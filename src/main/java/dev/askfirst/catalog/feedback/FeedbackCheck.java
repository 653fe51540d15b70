package dev.askfirst.catalog.feedback;

import dev.askfirst.platform.json.Checks;
import dev.askfirst.policy.term.UsefulFloor;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds everything that is wrong with a controller's rules for feedback. */
public final class FeedbackCheck {

    private static final int MOST_RULES = 20;
    private static final int LONGEST_REST = 366;

    private final Checks checks;
    private final Set<String> topics;

    public FeedbackCheck(Checks checks, Set<String> topics) {
        this.checks = checks;
        this.topics = topics;
    }

    /** @param field of the list */
    public void all(String field, List<FeedbackRule> rules) {
        if (rules.size() > MOST_RULES) checks.error(field, "has more than " + MOST_RULES + " items");
        var seen = new HashSet<Optional<String>>();
        for (var i = 0; i < rules.size(); i++) {
            var rule = rules.get(i);
            var at = field + "." + i;
            if (!seen.add(rule.topic())) checks.error(at + ".topic", "stands there twice");
            rule.topic()
                    .filter(it -> !topics.contains(it))
                    .ifPresent(it -> checks.error(at + ".topic", "names `" + it + "`, which is not in the catalog"));
            within(at + ".floor", rule.floor(), UsefulFloor.LEAST, UsefulFloor.MOST);
            within(at + ".restDays", rule.restDays(), 1, LONGEST_REST);
        }
    }

    private void within(String field, Optional<Integer> number, int least, int most) {
        number.filter(it -> it < least || it > most)
                .ifPresent(_ -> checks.error(field, "is not from %d to %d".formatted(least, most)));
    }
}
