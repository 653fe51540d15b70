package dev.askfirst.decision;

import static dev.askfirst.platform.ProblemCode.CONFLICT;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.law.Locator;
import dev.askfirst.person.Contact;
import dev.askfirst.person.Holder;
import dev.askfirst.person.Strangers;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.policy.Decision;
import dev.askfirst.policy.Facts;
import dev.askfirst.policy.Limit;
import dev.askfirst.policy.Limits;
import dev.askfirst.policy.Policy;
import dev.askfirst.policy.Question;
import dev.askfirst.policy.Spent;
import dev.askfirst.policy.Suppression;
import dev.askfirst.policy.Terms;
import dev.askfirst.policy.Used;
import java.util.HashMap;
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
    private final Map<UUID, Recorded> byKey = new HashMap<>();
    private final Map<UUID, UUID> fingerprints = new HashMap<>();
    private final Map<Asking.Line, Prepared> prepared = new IdentityHashMap<>();

    Decider(Gathered gathered, Catalog catalog, Strangers strangers, Locator locator) {
        this.gathered = gathered;
        this.rules = new QuestionRules(catalog);
        this.strangers = strangers.at(gathered.at());
        this.locator = locator;
    }

    /** What became of a question in the deciding transaction. */
    sealed interface Result {
        /** Decided now; to be recorded. */
        record New(Recorded recorded) implements Result {}

        /** The same question was put with the same key in this batch; it has this answer. */
        record Again(Recorded recorded) implements Result {}

        /** The same question was put with the same key before; its answer is this decision. */
        record Before(UUID decision) implements Result {}

        /** The question may not be put. */
        record Refused(Fault fault) implements Result {}
    }

    /** A question with all that it is decided on, apart from what is used up of the caps that bind it. */
    private sealed interface Prepared {
        record Ready(
                QuestionRules.Admitted admitted,
                Matter matter,
                Optional<Gathered.Known> known,
                Question question,
                Facts facts,
                SeenHolidays holidays,
                List<Limit> limits)
                implements Prepared {}

        record Refused(Fault fault) implements Prepared {}
    }

    /** Prepares the questions; to be called once, before they are decided. Whose usage must be known for them. */
    Claims prepare(List<Asking.Line> lines) {
        var claims = Claims.none();
        for (var line : lines) {
            var one = prepare(line);
            prepared.put(line, one);
            if (one instanceof Prepared.Ready ready && !ready.limits().isEmpty()) {
                var spends = ready.matter().mode() == Mode.RESERVE
                        && Policy.decide(ready.question(), ready.facts()) instanceof Decision.Permit;
                (spends ? claims.spending() : claims.reading())
                        .put(holder(line, ready), line.asked().to());
            }
        }
        return claims;
    }

    private Prepared prepare(Asking.Line line) {
        try {
            var admitted = rules.admit(line.sender(), line.asked(), gathered.at());
            var matter = admitted.matter(line.asked());
            var known = gathered.known(line.keys());
            var terms = rules.inForce(known.map(Gathered.Known::terms).orElse(Terms.EMPTY));
            var suppressions = gathered.suppressions(line.keys());
            var question =
                    rules.question(line.sender(), admitted.controller(), matter, known.map(Gathered.Known::point));
            var at = matter.at().orElse(gathered.at());
            var holidays = new SeenHolidays(locator.holidays());
            var where = locator.whereabouts(rules.laws(line.asked()), known(line.asked(), terms), at, holidays);
            var facts = new Facts(at, terms, suppressions, rules.topic(line.asked()), where);
            return new Prepared.Ready(
                    admitted, matter, known, question, facts, holidays, rules.limits(question, facts));
        } catch (Fault fault) {
            return new Prepared.Refused(fault);
        }
    }

    private Holder holder(Asking.Line line, Prepared.Ready ready) {
        if (ready.known().isPresent())
            return new Holder.Known(ready.known().get().person());
        var key = gathered.liveKeys().current(line.keys());
        return new Holder.Stranger(key.key(), key.version());
    }

    Result decide(Asking.Line line, Spending spending) {
        try {
            var key = line.asked().key();
            if (key.isPresent()) {
                var repeated = repeated(key.get().key(), key.get().fingerprint());
                if (repeated.isPresent()) return repeated.get();
            }
            var recorded = switch (prepared.get(line)) {
                case Prepared.Refused(var fault) -> throw fault;
                case Prepared.Ready ready -> record(line, ready, spending);
            };
            key.ifPresent(it -> {
                byKey.put(it.key(), recorded);
                fingerprints.put(it.key(), it.fingerprint());
            });
            return new Result.New(recorded);
        } catch (Fault fault) {
            return new Result.Refused(fault);
        }
    }

    private Optional<Result> repeated(UUID key, UUID fingerprint) {
        var inBatch = Optional.ofNullable(fingerprints.get(key));
        var before = gathered.earlier(key);
        if (inBatch.or(() -> before.map(Gathered.Earlier::fingerprint))
                .filter(it -> !it.equals(fingerprint))
                .isPresent()) {
            throw Fault.of(CONFLICT, "this idempotency key was used before with another question");
        }
        if (inBatch.isPresent()) return Optional.of(new Result.Again(byKey.get(key)));
        return before.map(it -> new Result.Before(it.decision()
                .orElseThrow(() -> Fault.of(CONFLICT, "this idempotency key was used before for something else"))));
    }

    private Recorded record(Asking.Line line, Prepared.Ready ready, Spending spending) {
        var used = used(line, ready, spending);
        var decision = Policy.decide(ready.question(), ready.facts().with(used));
        var terms = ready.facts().terms();
        // Named even for people we know: an unknown address must not take longer, or shorter, than theirs.
        var stranger = strangers.of(gathered.liveKeys().current(line.keys()).key());
        var recorded = new Recorded(
                Ids.at(gathered.at()),
                gathered.at(),
                line.sender(),
                ready.admitted().controller(),
                ready.matter(),
                new Recorded.About(
                        ready.question().point(), ready.known().isPresent() ? Optional.empty() : Optional.of(stranger)),
                Recorded.Verdict.of(
                        decision, !Policy.cut(decision, ready.question(), terms).equals(decision)),
                basis(ready, used),
                texts(ready.matter().message()));
        spend(line, ready, recorded, spending);
        return recorded;
    }

    private Recorded.Basis basis(Prepared.Ready ready, List<Used> used) {
        var suppressions = ready.facts().suppressions().stream()
                .map(Suppression::controller)
                .distinct()
                .sorted()
                .toList();
        var spent = used.stream().map(Used::spent).toList();
        return new Recorded.Basis(
                ready.known().map(Gathered.Known::termsVersion).orElse(0L),
                gathered.catalogVersion(),
                suppressions,
                derived(ready, spent));
    }

    private static Derived derived(Prepared.Ready ready, List<Spent> spent) {
        var derived = Derived.of(ready.facts().whereabouts(), ready.holidays());
        return spent.isEmpty() ? derived : derived.with(spent);
    }

    /** A check of an instant that is past does not see what was used later. */
    private List<Used> used(Asking.Line line, Prepared.Ready ready, Spending spending) {
        if (ready.limits().isEmpty()) return List.of();
        var at = ready.facts().at();
        var uses = spending.of(holder(line, ready));
        if (at.isBefore(gathered.at())) {
            uses = uses.stream().filter(use -> !use.at().isAfter(at)).toList();
        }
        return Limits.used(ready.limits(), ready.question(), uses, at);
    }

    private void spend(Asking.Line line, Prepared.Ready ready, Recorded recorded, Spending spending) {
        if (ready.limits().isEmpty()
                || ready.matter().mode() != Mode.RESERVE
                || recorded.verdict().outcome() != Recorded.Outcome.PERMIT) return;
        var use = rules.use(recorded, ready.question());
        spending.spend(
                holder(line, ready),
                use,
                uses -> rules.counting(uses, ready.facts().terms(), recorded.decidedAt()));
    }

    private static Locator.Known known(Asked asked, Terms terms) {
        var number =
                Optional.of(asked.to()).filter(it -> it.scheme().equals("tel")).map(Contact::value);
        return new Locator.Known(number, terms.preferences());
    }

    /** The language of the one who is asked about, as far as this controller may learn of it. */
    Optional<String> language(Asking.Line line, String controller) {
        return gathered.known(line.keys())
                .map(Gathered.Known::terms)
                .filter(terms -> terms.spokenTo(controller))
                .flatMap(terms -> terms.preferences().locale());
    }

    /** Those of them that were decided as critical. */
    List<Recorded> critical(List<Recorder.Row> rows) {
        return rows.stream()
                .map(Recorder.Row::recorded)
                .filter(rules::isCritical)
                .toList();
    }

    /** Whether it permits to send to somebody who never said anything to the controller, whether we know them or not. */
    boolean unmet(Recorded recorded, Asking.Line line) {
        return recorded.matter().mode() == Mode.RESERVE
                && recorded.verdict().outcome() == Recorded.Outcome.PERMIT
                && gathered.known(line.keys())
                        .filter(known -> known.terms().spokenTo(recorded.controller()))
                        .isEmpty();
    }

    private static Optional<Recorded.Texts> texts(Matter.Message message) {
        if (message.author().isEmpty() && message.campaign().isEmpty()) return Optional.empty();
        return Optional.of(new Recorded.Texts(Ids.salt(), message.texts()));
    }
}
