package dev.askfirst.decision.likeness;

import dev.askfirst.authorship.Likeness;
import dev.askfirst.policy.term.Spread;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What was known of a text when it was asked about.
 *
 * @param first the decision in which the first text was told that it is like; empty if it is the first
 * @param isNew whether it is a copy of none
 * @param isFound whether later texts need not be compared with it, although it is new
 * @param like the texts that it is like, and how
 */
public record Judgement(
        Spread spread, Optional<UUID> first, boolean isNew, boolean isFound, Map<KnownText, Likeness.Kind> like) {

    public Judgement {
        like = Map.copyOf(like);
    }
}
