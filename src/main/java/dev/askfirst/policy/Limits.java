package dev.askfirst.policy;

import dev.askfirst.policy.attention.Budget;
import dev.askfirst.policy.attention.Waiting;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which caps bind a question: the person's own, the controller's, the one at a place, the person's budget of attention, the
 * law's, and the counts of intents, in this order.
 */
public final class Limits {

    private static final String OWN = "preference";
    private static final UUID NONE = new UUID(0, 0);
    private static final List<ZoneId> UTC = List.of(ZoneOffset.UTC);

    private Limits() {}

    /**
     * The caps that bind this question.
     *
     * @param house the caps of the controller
     */
    public static List<Limit> of(Question question, Facts facts, List<Preferences.Cap> house) {
        if (question.confirmsStop())
            return facts.confirmable().map(Limit::of).map(List::of).orElse(List.of());
        var own = facts.terms().preferences().caps();
        var laws = facts.jurisdictions().laws();
        var place = Approaches.once(question, facts);
        var wanted = Wanted.limits(question, facts);
        var budget = attention(facts.terms());
        if (own.isEmpty() && house.isEmpty() && laws.isEmpty() && place.isEmpty() && budget.isEmpty()) return wanted;
        var clocks = facts.jurisdictions().clocks();
        var use = CountedPermit.of(NONE, facts.at(), question, facts.topic(), "");
        var all = new ArrayList<Limit>(own.size() + house.size());
        for (var cap : own) all.add(Limit.of(cap, OWN, zones(cap, facts.terms(), clocks)));
        for (var cap : house) all.add(house(cap, zones(cap, facts.terms(), clocks)));
        all.removeIf(limit -> !limit.counts(use));
        place.ifPresent(all::add);
        budget.filter(limit -> limit.counts(use)).ifPresent(all::add);
        laws.stream()
                .filter(bound -> binds(bound.law(), question, facts))
                .sorted(Comparator.comparing(
                        bound -> bound.law().id() + "/" + bound.law().version()))
                .forEach(bound -> bound.law().frequency().ifPresent(often -> all.add(law(bound, often, question))));
        all.addAll(wanted);
        return all;
    }

    /**
     * The permits that some cap of this person, or a cap that binds everybody, can still count.
     *
     * @param house the caps of every controller
     * @param laws every row that limits how often
     */
    public static List<CountedPermit> counting(
            List<CountedPermit> uses, Terms terms, List<Preferences.Cap> house, List<Law> laws, Instant at) {
        // The longest look back of a limit does not depend on the zone.
        var all = new ArrayList<Limit>();
        for (var cap : terms.preferences().caps()) all.add(Limit.of(cap, OWN, UTC));
        for (var cap : house) all.add(house(cap, UTC));
        attention(terms).ifPresent(all::add);
        for (var law : laws) {
            law.frequency().ifPresent(often -> all.add(Limit.of(law, often, Scope.ALL, Scope.ALL, UTC)));
        }
        return uses.stream()
                .filter(use -> use.confirms().isPresent()
                        ? at.isBefore(use.at().plus(ConfirmableStop.LONGEST))
                        : countsAtItsPlace(use, at)
                                || isWanted(use, terms, at)
                                || all.stream().anyMatch(limit -> limit.mayCount(use, at)))
                .toList();
    }

    /** Whether it relied on an intent whose count still says something. */
    private static boolean isWanted(CountedPermit use, Terms terms, Instant at) {
        return use.intent().isPresent()
                && terms.intents().stream()
                        .anyMatch(it -> use.intent().get().equals(it.id()) && at.isBefore(it.restedBy()));
    }

    /** A cap of this person counts no permit from before this instant. */
    public static Instant oldest(Terms terms, Instant at) {
        var caps = lookBack(terms.preferences().caps(), List.of());
        var budget = attention(terms).map(it -> it.per().longest()).orElse(Duration.ZERO);
        return at.minus(caps.compareTo(budget) > 0 ? caps : budget);
    }

    /**
     * Until when a message waits for attention that is of value until an instant; empty where something else is against it, or it
     * would be of no value any more when its turn comes.
     */
    public static Optional<Instant> waits(Decision decision, Optional<Instant> until) {
        if (!(decision instanceof Decision.Defer(var notBefore, var reasons))) return Optional.empty();
        var isAll = reasons.stream().allMatch(it -> it.source().equals(Optional.of(Budget.SOURCE)));
        return until.filter(it -> isAll && notBefore.isBefore(it));
    }

    /** Whether the person set a limit of their own to how often anything comes. */
    public static boolean areSet(Terms terms) {
        return !terms.preferences().caps().isEmpty()
                || terms.preferences().attention().isPresent();
    }

    /** Those of these permits that a budget of attention counts, in its units. */
    public static List<Budget.Use> counted(Budget budget, List<CountedPermit> uses) {
        var limit = Limit.of(budget);
        return uses.stream()
                .filter(limit::counts)
                .map(it -> budget.use(it.decision(), it.at(), it.topic(), it.channel()))
                .toList();
    }

    private static Optional<Limit> attention(Terms terms) {
        return terms.preferences().attention().map(it -> Limit.of(new Budget(it, terms.ratings())));
    }

    /** The longest look back of these caps and laws. */
    public static Duration lookBack(List<Preferences.Cap> caps, List<Law> laws) {
        var periods = Stream.concat(
                caps.stream().map(Preferences.Cap::per),
                laws.stream().flatMap(law -> law.frequency().stream()).map(Law.Frequency::per));
        return periods.map(per -> Per.parse(per).orElseThrow().longest())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private static boolean countsAtItsPlace(CountedPermit use, Instant at) {
        return use.place().isPresent() && at.isBefore(use.at().plus(Approaches.DAY));
    }

    /** What is used up of each of these limits, for a question about no place. */
    public static List<CapUsage> used(List<Limit> limits, Question question, List<CountedPermit> uses, Instant at) {
        return used(limits, question, uses, Waiting.NOTHING, at, _ -> false);
    }

    /**
     * What is used up of each of these limits.
     *
     * @param waiting which messages wait for the attention of the person
     * @param here whether a permit was for an approach at the place of the question
     */
    public static List<CapUsage> used(
            List<Limit> limits,
            Question question,
            List<CountedPermit> uses,
            Waiting waiting,
            Instant at,
            Predicate<CountedPermit> here) {
        return limits.stream()
                .map(limit -> {
                    var counted = limit.samePlace() ? uses.stream().filter(here).toList() : uses;
                    return new CapUsage(limit, limit.spent(question, counted, waiting, at));
                })
                .toList();
    }

    /** The same from what was recorded; the counts are in the order of the limits. */
    public static List<CapUsage> recorded(List<Limit> limits, List<CapCount> spent) {
        if (limits.size() != spent.size())
            throw new IllegalArgumentException("these are not the caps that were recorded");
        var used = new ArrayList<CapUsage>(limits.size());
        for (var i = 0; i < limits.size(); i++) used.add(new CapUsage(limits.get(i), spent.get(i)));
        return used;
    }

    /**
     * What is used up of a limit, if that follows from what was counted of others: of one that counts the same, whatever its
     * maximum. Empty if it does not follow.
     *
     * @param counted the limits that were counted, in the order of {@code spent}
     */
    public static Optional<CapUsage> recounted(
            Limit limit, List<Limit> counted, List<CapCount> spent, Question question, Instant at) {
        if (counted.size() != spent.size()) return Optional.empty();
        return IntStream.range(0, counted.size())
                .filter(i -> limit.countsAs(counted.get(i)))
                .mapToObj(i -> limit.recounted(counted.get(i), spent.get(i), question.topic(), at))
                .flatMap(Optional::stream)
                .findFirst()
                .map(count -> new CapUsage(limit, count));
    }

    private static boolean binds(Law law, Question question, Facts facts) {
        if (!law.inForce(facts.at())) return false;
        return !law.exceptions().consent()
                || !(Consent.of(question, facts.topic(), facts.terms(), facts.at()) instanceof Consent.Given);
    }

    private static Limit law(Jurisdictions.Bound bound, Law.Frequency often, Question question) {
        var zones = bound.zones().isEmpty() ? UTC : bound.zones();
        return Limit.of(bound.law(), often, question.controller(), question.topic(), zones);
    }

    private static Limit house(Preferences.Cap cap, List<ZoneId> zones) {
        return Limit.of(cap, "controller:" + cap.controller(), zones);
    }

    /** UTC, if the person named no zone; a cap over a rolling period needs no zone. */
    private static List<ZoneId> zones(Preferences.Cap cap, Terms terms, Clocks clocks) {
        if (Per.parse(cap.per()).orElseThrow() instanceof Per.Rolling) return UTC;
        return terms.preferences()
                .timeZone()
                .map(clocks::of)
                .<List<ZoneId>>map(List::of)
                .orElse(UTC);
    }
}
