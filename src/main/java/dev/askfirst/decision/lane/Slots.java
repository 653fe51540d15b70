package dev.askfirst.decision.lane;

import dev.askfirst.decision.answer.CheckedQuestion;
import dev.askfirst.decision.answer.Nearby;
import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.decision.record.Mode;
import dev.askfirst.person.usage.Holder;
import dev.askfirst.person.usage.Uses;
import dev.askfirst.policy.CapUsage;
import dev.askfirst.policy.Limits;
import dev.askfirst.policy.attention.Bid;
import dev.askfirst.policy.attention.Waiting;
import dev.askfirst.policy.term.IntentUse;
import dev.askfirst.policy.term.Question;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The slots of the caps that bind a question: what is used of them when it is decided, and which one its permit takes, or waits for. */
final class Slots {

    private final QuestionRules rules;
    private final Nearby nearby;
    private final Instant now;

    Slots(QuestionRules rules, Nearby nearby, Instant now) {
        this.rules = rules;
        this.nearby = nearby;
        this.now = now;
    }

    /**
     * What is used up of the caps. The slot of {@code own} does not count; a check of a past instant leaves out
     * permits given later.
     */
    List<CapUsage> used(Decider.Prepared.Ready ready, CheckedQuestion checked, Uses counted, Optional<UUID> own) {
        var at = ready.facts().at();
        var uses = counted.permits().stream()
                .filter(use -> own.filter(use.decision()::equals).isEmpty())
                .filter(use -> !at.isBefore(now) || !use.at().isAfter(at))
                .toList();
        var waiting = new Waiting(counted.bids(), checked.until());
        return Limits.used(ready.limits(), ready.question(), uses, waiting, at, nearby.here(checked));
    }

    /** A permit that counts takes its slot; a message that may wait for attention waits. */
    void take(
            Decider.Prepared.Ready ready,
            CheckedQuestion checked,
            Holder holder,
            DecisionRecord decision,
            UsageLedger ledger) {
        if (ready.context().mode() != Mode.RESERVE) return;
        if (decision.verdict().outcome() == DecisionRecord.Outcome.PERMIT)
            spend(ready, checked, holder, decision, ledger);
        else if (decision.basis().derived().waits().isPresent())
            ledger.bid(holder, bid(decision, ready.question(), ledger.of(holder)), now);
    }

    private void spend(
            Decider.Prepared.Ready ready,
            CheckedQuestion checked,
            Holder holder,
            DecisionRecord decision,
            UsageLedger ledger) {
        var plain = rules.use(decision, ready.question());
        var use = ready.stop()
                .map(it -> plain.confirming(it.stop()))
                .orElse(plain.relyingOn(decision.basis().derived().intent().map(IntentUse::id)));
        ledger.spend(
                holder,
                nearby.marked(use, ready.limits(), checked),
                decision.basis().derived().instead(),
                uses -> rules.counting(uses, ready.facts().terms(), decision.decidedAt()));
    }

    /** It keeps the place that a message of its kind has had. */
    private Bid bid(DecisionRecord decision, Question question, Uses counted) {
        var since = counted.bids().stream()
                .filter(it -> it.isFor(question.controller(), question.topic(), question.channel()))
                .filter(it -> it.waitsAt(now))
                .map(Bid::at)
                .findFirst();
        return new Bid(
                decision.id(),
                since.orElse(now),
                question.controller(),
                question.topic(),
                question.channel(),
                decision.verdict().notBefore().orElseThrow(),
                decision.basis().derived().waits().orElseThrow());
    }
}
