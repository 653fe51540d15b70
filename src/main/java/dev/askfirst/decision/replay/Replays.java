package dev.askfirst.decision.replay;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.event.TermsOnRecord;
import dev.askfirst.decision.lane.QuestionRules;
import dev.askfirst.decision.record.DecisionFacts;
import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.decision.record.Told;
import dev.askfirst.decision.record.UsedRatings;
import dev.askfirst.platform.time.ZoneEditions;
import dev.askfirst.policy.Clocks;
import dev.askfirst.policy.Facts;
import dev.askfirst.policy.Limits;
import dev.askfirst.policy.Policy;
import dev.askfirst.policy.Suppression;
import dev.askfirst.policy.Wanted;
import dev.askfirst.policy.term.Terms;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes recorded decisions again, from the record alone. */
@ApplicationScoped
public class Replays {

    private final CatalogService catalogs;

    Replays(CatalogService catalogs) {
        this.catalogs = catalogs;
    }

    public Replay of(Connection connection, DecisionRecord recorded) throws SQLException {
        return switch (terms(connection, recorded)) {
            case TermsOnRecord.Folded.Lost(var why) -> new Replay.Impossible(why);
            case TermsOnRecord.Folded.Given(var terms) -> of(connection, recorded, terms);
        };
    }

    private static List<Suppression> suppressions(DecisionRecord.Basis basis) {
        var ordinary = basis.suppressions().stream().map(Suppression::new);
        return Stream.concat(ordinary, basis.derived().registers().stream()).toList();
    }

    private Replay of(Connection connection, DecisionRecord recorded, Terms terms) throws SQLException {
        var clocks = clocks(connection, recorded.basis().derived());
        if (clocks.isEmpty()) return new Replay.Impossible(TermsOnRecord.Why.ZONES_MISSING);
        var catalog = catalogs.at(connection, recorded.basis().catalogVersion());
        return again(recorded, terms, catalog, clocks.get());
    }

    /** The clocks that the decision used. Before editions were recorded, they were those of the JDK. */
    private static Optional<Clocks> clocks(Connection connection, DecisionFacts derived) throws SQLException {
        if (derived.zones().isEmpty()) return Optional.of(Clocks.OF_JAVA);
        return ZoneEditions.find(connection, derived.zones().get()).map(zones -> zones::named);
    }

    private static TermsOnRecord.Folded terms(Connection connection, DecisionRecord recorded) throws SQLException {
        var point = recorded.about().point();
        return point.isEmpty()
                ? new TermsOnRecord.Folded.Given(Terms.EMPTY)
                : new TermsOnRecord(connection).at(point.get(), recorded.basis().termsVersion(), recorded.decidedAt());
    }

    private static Replay again(DecisionRecord recorded, Terms folded, Catalog catalog, Clocks clocks) {
        var context = recorded.context();
        var terms = catalog.inForce(folded);
        var rules = new QuestionRules(catalog);
        var question = rules.question(
                recorded.sender(),
                recorded.controller(),
                context,
                recorded.about().point());
        var derived = recorded.basis().derived();
        var plain = new Facts(
                        context.at().orElse(recorded.decidedAt()),
                        terms,
                        suppressions(recorded.basis()),
                        catalog.topic(context.topic()).orElseThrow(),
                        derived.jurisdictions(catalog, clocks))
                .confirming(derived.confirms().flatMap(rules::confirmable))
                .spread(derived.told().flatMap(Told::binding));
        var facts = rules.resting(recorded.controller(), plain);
        var used = Limits.recorded(rules.limits(question, facts), derived.usage());
        var decision = Policy.decide(question, facts.with(used));
        var verdict = DecisionRecord.Verdict.of(
                decision, !Policy.cut(decision, question, terms).equals(decision));
        return Replay.of(recorded, verdict, UsedRatings.of(question, facts))
                .and("intent", derived.intent(), Wanted.use(decision, question, facts.with(used)));
    }
}
