package dev.askfirst.policy;

import dev.askfirst.policy.term.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds when all delays are over: all of them are asked again at each instant at which one may end, until none is left.
 *
 * @param spells delays whose ends are known, however far away: pauses, caps, rests, late answers, a stay
 * @param hours delays that recur, and are searched {@link #SEARCH} ahead only: windows, law
 */
record Opening(List<Delay> spells, List<Delay> hours) {

    /** How far ahead is searched for an instant at which both windows and law allow the message. */
    static final Duration SEARCH = Duration.ofDays(14);

    static Opening of(Question question, Facts facts, Consent consent) {
        var spells = new ArrayList<Delay>();
        var hours = new ArrayList<Delay>();
        if (!Critical.is(question, facts.topic())) {
            if (!facts.terms().pauses().isEmpty()) spells.add(new Pauses(question, facts));
            Windows.of(question, facts).ifPresent(hours::add);
            if (!facts.used().isEmpty()) spells.add(new Caps(question, facts));
            Approaches.dwell(question, facts).ifPresent(spells::add);
            if (!facts.terms().owed().isEmpty()) HumanOwed.of(question, facts).ifPresent(spells::add);
            Rested.of(question, facts).ifPresent(spells::add);
        }
        if (!facts.jurisdictions().laws().isEmpty()) {
            LegalRest.of(question, facts).ifPresent(spells::add);
            LegalHours.of(question, facts, consent).ifPresent(hours::add);
        }
        return new Opening(spells, hours);
    }

    /** Every reason against this instant, in the order of the rules. */
    List<Reason> reasons(Instant at) {
        if (spells.isEmpty() && hours.isEmpty()) return List.of();
        var all = new ArrayList<Reason>();
        for (var delay : spells) all.addAll(delay.at(at));
        for (var delay : hours) all.addAll(delay.at(at));
        all.sort(Comparator.comparing(Reason::code));
        return all;
    }

    /** The first instant from {@code at} on at which no delay is left; empty if there is none in sight. */
    Optional<Instant> from(Instant at) {
        var opening = at;
        var latest = at.plus(SEARCH);
        while (true) {
            var held = reasonsOf(spells, opening);
            var closed = held.isEmpty() ? reasonsOf(hours, opening) : held;
            if (closed.isEmpty()) return Optional.of(opening);
            var end = endOf(closed).filter(opening::isBefore);
            if (end.isEmpty() || held.isEmpty() && end.get().isAfter(latest)) return Optional.empty();
            opening = end.get();
            if (!held.isEmpty()) latest = opening.plus(SEARCH);
        }
    }

    /** The first instant after {@code at}, and before {@code before}, at which any of them says no again. */
    Optional<Instant> closes(Instant at, Instant before) {
        var first = Optional.<Instant>empty();
        for (var delays : List.of(spells, hours)) {
            for (var delay : delays) {
                var begins = delay.begins(at, first.orElse(before));
                if (begins.isPresent()) first = begins;
            }
        }
        return first;
    }

    private static List<Reason> reasonsOf(List<Delay> delays, Instant at) {
        var all = new ArrayList<Reason>();
        for (var delay : delays) all.addAll(delay.at(at));
        return all;
    }

    /** The last of their ends; none if one of them has none. */
    private static Optional<Instant> endOf(List<Reason> reasons) {
        if (reasons.stream().anyMatch(reason -> reason.until().isEmpty())) return Optional.empty();
        return reasons.stream().flatMap(reason -> reason.until().stream()).max(Comparator.naturalOrder());
    }
}
