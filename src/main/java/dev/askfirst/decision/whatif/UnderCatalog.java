package dev.askfirst.decision.whatif;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.SenderRights;
import dev.askfirst.decision.lane.QuestionRules;
import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.policy.CapUsage;
import dev.askfirst.policy.Clocks;
import dev.askfirst.policy.CountedPermit;
import dev.askfirst.policy.Facts;
import dev.askfirst.policy.Jurisdictions;
import dev.askfirst.policy.Limit;
import dev.askfirst.policy.Limits;
import dev.askfirst.policy.Policy;
import dev.askfirst.policy.Suppression;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Decides recorded decisions again under one catalog, whichever they were decided under. Terms, suppressions, places and the
 * use of caps are those of the record; what the catalog asks for beyond them is not known.
 */
final class UnderCatalog {

    /**
     * A recorded decision with all that it rested on.
     *
     * @param own the catalog that it was decided under
     * @param terms as folded from the acts
     * @param holder whose permits caps count
     */
    record Recorded(
            DecisionRecord decision, Catalog own, Terms terms, Clocks clocks, UUID holder, Optional<Ledger> ledger) {

        /** What was given to the same person before, for caps that were not counted; empty if that is not known. */
        private Optional<List<CountedPermit>> given(Catalog catalog, Instant at) {
            return ledger.filter(_ -> !at.isBefore(decision.decidedAt())).flatMap(it -> it.of(holder, catalog, at));
        }

        private List<Suppression> suppressions() {
            var basis = decision.basis();
            var registers = basis.derived().registers();
            if (basis.suppressions().isEmpty()) return registers;
            var ordinary = basis.suppressions().stream().map(Suppression::new);
            return Stream.concat(ordinary, registers.stream()).toList();
        }
    }

    private final Catalog catalog;
    private final QuestionRules rules;
    private final PlacedLaws laws;

    UnderCatalog(Catalog catalog, PlacedLaws laws) {
        this.catalog = catalog;
        this.rules = new QuestionRules(catalog);
        this.laws = laws;
    }

    Again decide(Recorded recorded) {
        var decision = recorded.decision();
        if (!mayAsk(decision)) return new Again.Refused();
        var terms = catalog.inForce(recorded.terms());
        var question = question(rules, decision);
        var where = laws.of(recorded, catalog, terms);
        if (where.isEmpty()) return new Again.Unknown(Again.Why.PLACE_NOT_RECORDED);
        var facts = facts(recorded, catalog, terms, where.get())
                .spread(rules.spread(
                        decision.sender(), decision.basis().derived().told()));
        var used = used(recorded, question, facts);
        if (used.isEmpty()) return new Again.Unknown(Again.Why.CAP_NOT_COUNTED);
        var again = Policy.decide(question, facts.with(used.get()));
        return new Again.Decided(DecisionRecord.Verdict.of(
                again, !Policy.cut(again, question, terms).equals(again)));
    }

    private boolean mayAsk(DecisionRecord decision) {
        var context = decision.context();
        var rights = SenderRights.find(catalog, decision.sender()).flatMap(SenderRights::own);
        return rights.isPresent()
                && rights.get().actsFor(decision.controller())
                && rights.get().uses(context.channel())
                && rights.get().writesAbout(context.topic())
                && catalog.controller(decision.controller()).isPresent()
                && catalog.schemesOf(context.channel()).isPresent()
                && catalog.topic(context.topic()).isPresent();
    }

    /** What is used up of the caps that bind: as it was counted at the time or, of other caps, as the record counts it. */
    private Optional<List<CapUsage>> used(Recorded recorded, Question question, Facts facts) {
        var limits = rules.limits(question, facts);
        if (limits.isEmpty()) return Optional.of(List.of());
        var counted = counted(recorded);
        var spent = recorded.decision().basis().derived().usage();
        var used = new ArrayList<CapUsage>(limits.size());
        for (var limit : limits) {
            var one = Limits.recounted(limit, counted, spent, question, facts.at())
                    .or(() -> limit.samePlace()
                            ? Optional.empty()
                            : recorded.given(catalog, facts.at())
                                    .map(uses -> Limits.used(List.of(limit), question, uses, facts.at())
                                            .getFirst()));
            if (one.isEmpty()) return Optional.empty();
            used.add(one.get());
        }
        return Optional.of(used);
    }

    /** The caps that were counted at the time. */
    private List<Limit> counted(Recorded recorded) {
        var own = recorded.own();
        var decision = recorded.decision();
        var isCounted = !decision.basis().derived().usage().isEmpty();
        if (!isCounted || own.topic(decision.context().topic()).isEmpty()) return List.of();
        var ownRules = new QuestionRules(own);
        var ownTerms = own.inForce(recorded.terms());
        return ownRules.limits(question(ownRules, decision), facts(recorded, own, ownTerms, laws.recorded(recorded)));
    }

    private static Question question(QuestionRules rules, DecisionRecord decision) {
        return rules.question(
                decision.sender(),
                decision.controller(),
                decision.context(),
                decision.about().point());
    }

    private static Facts facts(Recorded recorded, Catalog catalog, Terms terms, Jurisdictions where) {
        var context = recorded.decision().context();
        var stop = recorded.decision().basis().derived().confirms();
        var facts = new Facts(
                        context.at().orElse(recorded.decision().decidedAt()),
                        terms,
                        recorded.suppressions(),
                        catalog.topic(context.topic()).orElseThrow(),
                        where)
                .confirming(stop.flatMap(it -> it.by(catalog)));
        return new QuestionRules(catalog).resting(recorded.decision().controller(), facts);
    }
}
