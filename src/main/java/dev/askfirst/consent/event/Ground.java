package dev.askfirst.consent.event;

import dev.askfirst.catalog.BasisRule;
import java.time.Instant;
import java.util.Optional;

/**
 * What a yes rests on.
 *
 * @param kind of fact behind an implied consent or soft opt-in: a purchase, an inquiry, a sale
 * @param since when its period started; if empty, when the yes was given
 * @param rule of the catalog by which the yes ends
 * @param notice that was shown, if there was one
 */
public record Ground(
        Act.Basis basis,
        Optional<String> kind,
        Optional<Instant> since,
        Optional<BasisRule> rule,
        Optional<Act.NoticeShown> notice) {

    Optional<Instant> endsAt(Instant made) {
        return rule.map(it -> it.endsAt(since.orElse(made)));
    }
}
