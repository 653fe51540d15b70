package dev.askfirst.decision.lane;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.decision.answer.EarlierAnswer;
import dev.askfirst.decision.answer.Nearby;
import dev.askfirst.decision.answer.SuggestedHours;
import dev.askfirst.decision.likeness.KnownTexts;
import dev.askfirst.decision.likeness.TextCheck;
import dev.askfirst.decision.record.DecisionFacts;
import dev.askfirst.decision.record.DecisionPage;
import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.decision.record.Looked;
import dev.askfirst.decision.record.MessageContext;
import dev.askfirst.decision.record.Mode;
import dev.askfirst.decision.record.SaidStop;
import dev.askfirst.decision.record.Told;
import dev.askfirst.decision.record.UsedRatings;
import dev.askfirst.law.Locator;
import dev.askfirst.person.key.Strangers;
import dev.askfirst.person.usage.Holder;
import dev.askfirst.platform.Fault;
import dev.askfirst.policy.CapUsage;
import dev.askfirst.policy.Decision;
import dev.askfirst.policy.Facts;
import dev.askfirst.policy.Limit;
import dev.askfirst.policy.Limits;
import dev.askfirst.policy.Policy;
import dev.askfirst.policy.Suppression;
import dev.askfirst.policy.Wanted;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Terms;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Decides the questions of one batch, one after the other, on the facts gathered for it. */
final class Decider {

    private final Gathered gathered;
    private final QuestionRules rules;
    private final Strangers.Names strangers;
    private final Locator locator;
    private final SaidStops stops;
    private final Slots slots;
    private final BatchKeys keys;
    private final TextCheck check;
    private final Map<PendingQuestion, Prepared> prepared = new IdentityHashMap<>();

    Decider(Gathered gathered, Catalog catalog, Strangers strangers, Locator locator, SaidStops stops, Nearby nearby) {
        this.gathered = gathered;
        this.keys = new BatchKeys(gathered);
        this.rules = new QuestionRules(catalog);
        this.check = new TextCheck(catalog, gathered.texts());
        this.strangers = strangers.at(gathered.at());
        this.locator = locator;
        this.stops = stops;
        this.slots = new Slots(rules, nearby, gathered.at());
    }

    /** The result for one question. */
    sealed interface Result {
        /**
         * Decided now; to be recorded.
         *
         * @param replaced the earlier decision under the same idempotency key, which no longer holds
         */
        record New(DecisionRecord decision, Optional<UUID> replaced) implements Result {}

        /**
         * The same question was asked before with the same key, in this batch or earlier, and its answer still holds.
         */
        record Again(DecisionRecord decision) implements Result {}

        /** The question may not be asked. */
        record Refused(Fault fault) implements Result {}
    }

    /** A question with all facts for its decision except the usage of the caps that bind it. */
    sealed interface Prepared {
        record Ready(
                QuestionRules.Admitted admitted,
                MessageContext context,
                Optional<Gathered.Known> known,
                Question question,
                Facts facts,
                Looked looked,
                Optional<SaidStop> stop,
                List<Limit> limits)
                implements Prepared {}

        record Refused(Fault fault) implements Prepared {}
    }

    /**
     * Prepares the questions; to be called once, before they are decided. Returns the holders whose usage must be
     * known.
     */
    UsageLocks prepare(List<PendingQuestion> questions) {
        var locks = UsageLocks.none();
        for (var pending : questions) {
            var one = prepare(pending);
            prepared.put(pending, one);
            if (one instanceof Prepared.Ready ready && !ready.limits().isEmpty()) {
                var spends = ready.context().mode() == Mode.RESERVE
                        && TextCheck.mayPermit(pending.telling(), ready.question(), ready.facts());
                (spends ? locks.locked() : locks.readOnly())
                        .put(holder(pending, ready), pending.checked().to());
            }
        }
        return locks;
    }

    private Prepared prepare(PendingQuestion pending) {
        try {
            var admitted = rules.admit(pending.sender(), pending.checked(), gathered.at());
            var context = admitted.context(pending.checked());
            var known = gathered.known(pending.keys());
            var terms = rules.inForce(known.map(Gathered.Known::terms).orElse(Terms.EMPTY));
            var suppressions = gathered.suppressions(pending.keys());
            var question =
                    rules.question(pending.sender(), admitted.controller(), context, known.map(Gathered.Known::point));
            var at = context.at().orElse(gathered.at());
            var looked = new Looked(locator.holidays());
            var who = QuestionRules.whereabouts(pending.checked(), terms);
            var where = locator.jurisdictions(rules.laws(pending.checked()), who, at, looked, looked);
            var stop = stops.of(pending, admitted.controller(), who, at);
            var plain = new Facts(at, terms, suppressions, rules.topic(pending.checked()), where)
                    .confirming(stop.flatMap(rules::confirmable));
            var facts = rules.resting(admitted.controller(), plain);
            var limits = rules.limits(question, facts);
            return new Prepared.Ready(admitted, context, known, question, facts, looked, stop, limits);
        } catch (Fault fault) {
            return new Prepared.Refused(fault);
        }
    }

    private Holder holder(PendingQuestion pending, Prepared.Ready ready) {
        if (ready.known().isPresent()) {
            var known = ready.known().get();
            return new Holder.Known(known.person(), known.home());
        }
        return Holder.Stranger.of(gathered.liveKeys().current(pending.keys()));
    }

    /**
     * Decides one question, and puts a new decision on the page.
     *
     * @param before earlier answers under the keys of these questions, by the ids of the decisions
     */
    Result decide(PendingQuestion pending, UsageLedger ledger, Map<UUID, EarlierAnswer> before, DecisionPage page) {
        try {
            var key = pending.checked().key();
            if (key.isPresent()) {
                var inBatch = keys.answer(key.get());
                if (inBatch.isPresent()) return new Result.Again(inBatch.get());
            }
            var result = switch (prepared.get(pending)) {
                case Prepared.Refused(var fault) -> throw fault;
                case Prepared.Ready ready -> answer(pending, ready, ledger, before, page);
            };
            key.ifPresent(it -> keys.remember(it, result));
            return result;
        } catch (Fault fault) {
            return new Result.Refused(fault);
        }
    }

    private Result answer(
            PendingQuestion pending,
            Prepared.Ready ready,
            UsageLedger ledger,
            Map<UUID, EarlierAnswer> before,
            DecisionPage page) {
        var replaced = pending.checked()
                .key()
                .flatMap(key -> gathered.earlier(key.key()))
                .flatMap(Gathered.Earlier::decision);
        var earlier = replaced.map(before::get);
        var open = earlier.flatMap(EarlierAnswer::openPermit);
        var own = open.or(() -> pending.checked().holds());
        // Whose slots they are is looked up only where a cap binds.
        var capped = !ready.limits().isEmpty();
        var used = capped
                ? slots.used(ready, pending.checked(), ledger.of(holder(pending, ready)), own)
                : List.<CapUsage>of();
        var decision = decided(page.next(), pending, ready, used, open);
        if (earlier.isPresent()) {
            var now = open.isEmpty() ? decision : decided(page.next(), pending, ready, List.of(), open);
            // The links in the reply must lead to the current contact point of the address.
            if (earlier.get().holds(now, unknown(now, pending)))
                return new Result.Again(earlier.get().recorded().about(now.about()));
        }
        if (capped) slots.take(ready, pending.checked(), holder(pending, ready), decision, ledger);
        page.add(decision);
        check.add(pending.telling(), decision);
        return new Result.New(decision, replaced);
    }

    /**
     * @param used what is used up of the caps that bind the question
     * @param open the open permit under the same key; this decision takes its slot if it is a permit too
     */
    private DecisionRecord decided(
            UUID id, PendingQuestion pending, Prepared.Ready ready, List<CapUsage> used, Optional<UUID> open) {
        var known = ready.facts().with(used);
        var told = check.told(pending.sender(), pending.telling(), ready.question(), known);
        var decision = Policy.decide(ready.question(), known.spread(told.flatMap(Told::binding)));
        var terms = ready.facts().terms();
        // Also for known people, so that the time an answer takes does not tell known and unknown addresses apart.
        var stranger = strangers.of(gathered.liveKeys().current(pending.keys()).key());
        var waits = ready.context().mode() == Mode.RESERVE
                ? Limits.waits(decision, pending.checked().until())
                : Optional.<Instant>empty();
        var permits = decision instanceof Decision.Permit && ready.context().mode() == Mode.RESERVE;
        return new DecisionRecord(
                id,
                gathered.at(),
                pending.sender(),
                ready.admitted().controller(),
                ready.context(),
                new DecisionRecord.About(
                        ready.question().point(), ready.known().isPresent() ? Optional.empty() : Optional.of(stranger)),
                DecisionRecord.Verdict.of(
                        decision, !Policy.cut(decision, ready.question(), terms).equals(decision)),
                basis(ready, used, open.filter(_ -> permits), decision, waits).telling(told),
                DecisionRecord.Texts.of(ready.context().message()));
    }

    private DecisionRecord.Basis basis(
            Prepared.Ready ready,
            List<CapUsage> used,
            Optional<UUID> instead,
            Decision decision,
            Optional<Instant> waits) {
        var suppressions = ready.facts().suppressions().stream()
                .filter(it -> it.listed().isEmpty())
                .map(Suppression::controller)
                .distinct()
                .sorted()
                .toList();
        var spent = used.stream().map(CapUsage::spent).toList();
        return new DecisionRecord.Basis(
                ready.known().map(Gathered.Known::termsVersion).orElse(0L),
                gathered.catalogVersion(),
                suppressions,
                DecisionFacts.of(ready.facts(), ready.looked(), ready.stop(), spent, instead)
                        .useful(UsedRatings.of(ready.question(), ready.facts()))
                        .relying(Wanted.use(
                                decision, ready.question(), ready.facts().with(used)))
                        .waiting(waits));
    }

    /** When it would suit the person, if its sender may be told. */
    Optional<Instant> suggested(PendingQuestion pending, DecisionRecord decision, SuggestedHours hours) {
        if (!(prepared.get(pending) instanceof Prepared.Ready ready)) return Optional.empty();
        return ready.known().flatMap(it -> hours.best(it.person(), ready.question(), ready.facts(), decision));
    }

    /** The language of the person asked about, if this controller may learn of it. */
    Optional<String> language(PendingQuestion pending, String controller) {
        return gathered.known(pending.keys())
                .map(Gathered.Known::terms)
                .filter(terms -> terms.spokenTo(controller))
                .flatMap(terms -> terms.preferences().locale());
    }

    /** What the questions told of texts. */
    KnownTexts texts() {
        return check.texts();
    }

    /** Whether it is a permit about somebody, known or not, who never said anything to the controller. */
    boolean unknown(DecisionRecord decision, PendingQuestion pending) {
        return decision.context().mode() == Mode.RESERVE
                && decision.verdict().outcome() == DecisionRecord.Outcome.PERMIT
                && gathered.known(pending.keys())
                        .filter(known -> known.terms().spokenTo(decision.controller()))
                        .isEmpty();
    }
}
