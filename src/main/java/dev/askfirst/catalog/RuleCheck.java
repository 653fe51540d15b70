package dev.askfirst.catalog;

import dev.askfirst.platform.json.Checks;
import java.time.Period;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds everything that is wrong with the rules on bases and retention of a catalog. */
final class RuleCheck {

    private static final Set<String> BASES = Set.of("express", "implied", "soft_opt_in", "contract", "legal_duty");
    private static final int MOST_YEARS = 100;
    private static final int LONGEST_SOURCE = 500;
    private static final int LONGEST_JURISDICTION = 20;

    private final Checks checks;

    RuleCheck(Checks checks) {
        this.checks = checks;
    }

    void all(CatalogDocument catalog, Set<String> topics) {
        var kinds = new HashSet<String>();
        for (var rule : catalog.bases()) {
            var field = "bases." + rule.id();
            basis(field + ".basis", rule.basis());
            if (checks.id(field + ".kind", rule.kind()).isEmpty()) continue;
            if (!kinds.add(rule.basis() + "/" + rule.kind())) {
                checks.error(field + ".kind", "has two rules: `" + rule.basis() + "` `" + rule.kind() + "`");
            }
        }
        for (var rule : catalog.bases()) {
            var field = "bases." + rule.id();
            period(field + ".lasts", rule.lasts());
            source(field + ".source", rule.source());
            checks.text(field + ".jurisdiction", rule.jurisdiction().orElse(null), LONGEST_JURISDICTION);
        }
        for (var rule : catalog.retention()) {
            var field = "retention." + rule.id();
            rule.basis().ifPresent(basis -> basis(field + ".basis", basis));
            rule.topic().ifPresent(topic -> CatalogCheck.known(checks, field + ".topic", List.of(topic), topics));
            period(field + ".keeps", rule.keeps());
            checks.require(field + ".from", rule.from());
            source(field + ".source", rule.source());
        }
    }

    private void basis(String field, String basis) {
        if (basis == null) checks.error(field, "is missing");
        else if (!BASES.contains(basis))
            checks.error(
                    field,
                    "is none of " + String.join(", ", BASES.stream().sorted().toList()));
    }

    private void period(String field, Period period) {
        if (period == null) {
            checks.error(field, "is missing");
        } else if (period.isNegative() || period.isZero()) {
            checks.error(field, "is not a period ahead, such as `P2Y`");
        } else if (period.toTotalMonths() > MOST_YEARS * 12L || period.getDays() > MOST_YEARS * 366) {
            checks.error(field, "is longer than " + MOST_YEARS + " years");
        }
    }

    /** Whoever relies on a rule must be able to look up where it comes from. */
    private void source(String field, String source) {
        checks.require(field, source);
        checks.webAddress(field, source, LONGEST_SOURCE);
    }
}
