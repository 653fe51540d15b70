package dev.askfirst.catalog;

import dev.askfirst.platform.json.Checks;
import dev.askfirst.policy.Per;
import dev.askfirst.policy.term.Scope;
import java.util.List;
import java.util.Set;

/** Finds everything that is wrong with the caps of a controller. */
final class CapCheck {

    private static final int MOST = 1000;
    private static final int MOST_CAPS = 20;

    private final Checks checks;
    private final Set<String> channels;
    private final Set<String> topics;

    CapCheck(Checks checks, Set<String> channels, Set<String> topics) {
        this.checks = checks;
        this.channels = channels;
        this.topics = topics;
    }

    void all(String controller, List<CapRule> caps) {
        if (caps.size() > MOST_CAPS) checks.error(controller, "has more than " + MOST_CAPS + " items");
        for (var i = 0; i < caps.size(); i++) one(controller + "." + i, caps.get(i));
    }

    private void one(String field, CapRule cap) {
        cap.channel().ifPresent(it -> CatalogCheck.known(checks, field + ".channel", List.of(it), channels));
        cap.topic().ifPresent(it -> CatalogCheck.known(checks, field + ".topic", List.of(it), topics));
        count(field + ".max", cap.max(), MOST);
        if (Per.parse(cap.per()).isEmpty()) {
            checks.error(
                    field + ".per", "is not `day`, `week`, `month`, or whole hours or days from `PT1H` to `P366D`");
        }
        cap.reserve().ifPresent(it -> reserve(field, cap, it));
    }

    private void reserve(String field, CapRule cap, CapRule.ReserveRule reserve) {
        if (reserve.topic() == null) checks.error(field + ".reserve.topic", "is missing");
        else CatalogCheck.known(checks, field + ".reserve.topic", List.of(reserve.topic()), topics);
        if (reserve.topic() != null
                && cap.topic().filter(it -> !Scope.covers(it, reserve.topic())).isPresent()) {
            checks.error(
                    field + ".reserve.topic",
                    "does not lie under the cap's topic `" + cap.topic().get() + "`");
        }
        count(field + ".reserve.n", reserve.n(), cap.max() == null ? MOST : cap.max());
    }

    private void count(String field, Integer number, int most) {
        if (number == null || number < 0 || number > most) checks.error(field, "is not a number from 0 to " + most);
    }
}
