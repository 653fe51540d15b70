package dev.askfirst.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.RecordedTerms;
import dev.askfirst.policy.Facts;
import dev.askfirst.policy.Limits;
import dev.askfirst.policy.Policy;
import dev.askfirst.policy.Suppression;
import dev.askfirst.policy.Terms;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Decides again what was decided, on nothing but the record. */
@ApplicationScoped
class Again {

    private final DataSource dataSource;
    private final CatalogService catalogs;
    private final RecordedTerms terms;

    Again(DataSource dataSource, CatalogService catalogs, RecordedTerms terms) {
        this.dataSource = dataSource;
        this.catalogs = catalogs;
        this.terms = terms;
    }

    /** The decision as recorded, which must be what comes out once more; whom it is about is empty for nobody. */
    Recorded assertSame(UUID id, Optional<UUID> person) throws SQLException {
        var recorded = load(id);
        var matter = recorded.matter();
        var catalog = catalogs.at(recorded.basis().catalogVersion());
        var folded =
                person.isPresent() ? terms.at(person.get(), recorded.basis().termsVersion()) : Terms.EMPTY;
        var inForce = catalog.inForce(folded);
        var rules = new QuestionRules(catalog);
        var question = rules.question(
                recorded.sender(),
                recorded.controller(),
                matter,
                recorded.about().point());
        var facts = new Facts(
                matter.at().orElse(recorded.decidedAt()),
                inForce,
                recorded.basis().suppressions().stream().map(Suppression::new).toList(),
                catalog.topic(matter.topic()).orElseThrow(),
                recorded.basis().derived().whereabouts(catalog));
        var used = Limits.recorded(
                rules.limits(question, facts), recorded.basis().derived().usage());
        var decision = Policy.decide(question, facts.with(used));
        var cut = !Policy.cut(decision, question, inForce).equals(decision);
        assertEquals(recorded.verdict(), Recorded.Verdict.of(decision, cut), "decided again from the record");
        return recorded;
    }

    private Recorded load(UUID id) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            return DecisionRows.load(connection, List.of(id)).get(id);
        }
    }
}
