package dev.askfirst.decision.record;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.platform.time.Zones;
import dev.askfirst.policy.CapCount;
import dev.askfirst.policy.Clocks;
import dev.askfirst.policy.Facts;
import dev.askfirst.policy.Jurisdictions;
import dev.askfirst.policy.Suppression;
import dev.askfirst.policy.term.IntentUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a decision depended on besides the versions of terms and catalog, so that it can be replayed.
 *
 * @param calendar of the holidays for the person's windows, if those depend on holidays
 * @param holidays the days that were looked up and are holidays, such as {@code FR 2026-05-14}, sorted
 * @param laws the rows of law that applied, as {@code id/version}, each with its zones
 * @param registers since when the address was on do-not-call registers, sorted
 * @param usage what was used up of each cap that bound the question, in the order of the caps
 * @param instead the permit under the same idempotency key whose slot this one takes
 * @param zones the edition of the time zone database, if any zone mattered
 * @param confirms the STOP that the question could confirm, where it says that it confirms one
 * @param useful what the person had said of such messages, where a floor was set
 * @param intent what the person looks for, if the permit relies on that
 * @param told what was known of a text that is called personal, where that is checked
 * @param waits until when the message is of value that waits for attention from this decision on
 */
public record DecisionFacts(
        Optional<String> calendar,
        List<String> holidays,
        Map<String, List<String>> laws,
        List<Suppression> registers,
        List<CapCount> usage,
        Optional<UUID> instead,
        Optional<String> zones,
        Optional<SaidStop> confirms,
        Optional<UsedRatings> useful,
        Optional<IntentUse> intent,
        Optional<Told> told,
        Optional<Instant> waits) {

    static final DecisionFacts NOTHING = new DecisionFacts(
            Optional.empty(), List.of(), Map.of(), List.of(), List.of(), Optional.empty(), Optional.empty());

    private static final Comparator<Suppression> ORDER = Comparator.comparing(Suppression::controller)
            .thenComparing(it -> it.listed().orElseThrow());

    public DecisionFacts {
        holidays = List.copyOf(holidays);
        registers = List.copyOf(registers);
        usage = List.copyOf(usage);
    }

    /** Facts of a question that confirms nothing, about messages that nobody rated, and of a text of which nothing is checked. */
    public DecisionFacts(
            Optional<String> calendar,
            List<String> holidays,
            Map<String, List<String>> laws,
            List<Suppression> registers,
            List<CapCount> usage,
            Optional<UUID> instead,
            Optional<String> zones) {
        this(
                calendar,
                holidays,
                laws,
                registers,
                usage,
                instead,
                zones,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public DecisionFacts with(List<CapCount> spent, Optional<UUID> replaced) {
        return spent.isEmpty() && replaced.isEmpty()
                ? this
                : new DecisionFacts(
                        calendar, holidays, laws, registers, spent, replaced, zones, confirms, useful, intent, told,
                        waits);
    }

    /** The same, with the STOP that the question could confirm. */
    public DecisionFacts confirming(Optional<SaidStop> stop) {
        return stop.isEmpty()
                ? this
                : new DecisionFacts(
                        calendar, holidays, laws, registers, usage, instead, zones, stop, useful, intent, told, waits);
    }

    /** The same, with what the person had said of such messages. */
    public DecisionFacts useful(Optional<UsedRatings> said) {
        return said.isEmpty()
                ? this
                : new DecisionFacts(
                        calendar, holidays, laws, registers, usage, instead, zones, confirms, said, intent, told,
                        waits);
    }

    /** The same of a permit that relies on an intent. */
    public DecisionFacts relying(Optional<IntentUse> wanted) {
        return wanted.isEmpty()
                ? this
                : new DecisionFacts(
                        calendar, holidays, laws, registers, usage, instead, zones, confirms, useful, wanted, told,
                        waits);
    }

    /** The same, with what was known of the text. */
    public DecisionFacts telling(Optional<Told> text) {
        return text.isEmpty()
                ? this
                : new DecisionFacts(
                        calendar, holidays, laws, registers, usage, instead, zones, confirms, useful, intent, text,
                        waits);
    }

    /** The same of a message that waits for attention, if it does. */
    public DecisionFacts waiting(Optional<Instant> until) {
        return until.isEmpty()
                ? this
                : new DecisionFacts(
                        calendar, holidays, laws, registers, usage, instead, zones, confirms, useful, intent, told,
                        until);
    }

    /** These facts with those of the suppressions that come from a register. */
    public DecisionFacts listed(List<Suppression> suppressions) {
        var found = suppressions.stream()
                .filter(it -> it.listed().isPresent())
                .distinct()
                .sorted(ORDER)
                .toList();
        return found.isEmpty()
                ? this
                : new DecisionFacts(
                        calendar, holidays, laws, found, usage, instead, zones, confirms, useful, intent, told, waits);
    }

    /** The facts of a decision, with what caps counted and the earlier permit whose slot it takes. */
    public static DecisionFacts of(
            Facts facts, Looked looked, Optional<SaidStop> stop, List<CapCount> spent, Optional<UUID> instead) {
        var derived = of(facts.jurisdictions(), looked).confirming(stop).listed(facts.suppressions());
        return spent.isEmpty() && instead.isEmpty() ? derived : derived.with(spent, instead);
    }

    /** The facts of a decision from its jurisdictions and what it looked up. */
    public static DecisionFacts of(Jurisdictions where, Looked looked) {
        var laws = new TreeMap<String, List<String>>();
        for (var bound : where.laws()) {
            laws.put(
                    bound.law().id() + "/" + bound.law().version(),
                    bound.zones().stream().map(Zones::name).toList());
        }
        return new DecisionFacts(
                where.calendar(),
                looked.holidays(),
                laws,
                List.of(),
                List.of(),
                Optional.empty(),
                looked.zones(!laws.isEmpty()));
    }

    /** The recorded jurisdictions, with the laws of the decision's catalog. */
    public Jurisdictions jurisdictions(Catalog catalog, Clocks clocks) {
        var bound = new ArrayList<Jurisdictions.Bound>();
        laws.forEach((key, zones) -> {
            var slash = key.indexOf('/');
            var law = catalog.law(key.substring(0, slash), Integer.parseInt(key.substring(slash + 1)));
            bound.add(new Jurisdictions.Bound(
                    law.orElseThrow(), zones.stream().map(clocks::of).toList()));
        });
        return new Jurisdictions(bound, calendar, (name, day) -> holidays.contains(Looked.name(name, day)), clocks);
    }
}
