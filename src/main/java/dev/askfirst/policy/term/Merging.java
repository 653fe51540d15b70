package dev.askfirst.policy.term;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Merges the terms of two people who turned out to be one; the stricter statement wins. Yeses keep their instants. A no
 * counts as said at the instant of the merge, unless a later yes of the same person lifted part of it: then it keeps
 * its instant, and counts as said anew only for the scope of each later yes of the other person that would lift it.
 * Pauses, caps and ratings of both count, as does what they ask of those who are near, of floors the higher one, of budgets of
 * attention the smaller one, and humans owe them what they owed both, and they look for what both did; all other preferences
 * are those of the first.
 */
final class Merging {

    private final Instant at;

    private Merging(Instant at) {
        this.at = at;
    }

    static Terms of(Terms one, Terms other, Instant at) {
        var merging = new Merging(at);
        var merged =
                new Terms(at, List.of(), List.of(), preferences(one.preferences(), other.preferences()), List.of());
        for (var word : merging.words(one, other)) merged = merged.with(word);
        for (var word : merging.words(other, one)) merged = merged.with(word);
        for (var terms : List.of(one, other)) {
            for (var controller : terms.controllers()) merged = merged.speakingTo(controller);
            for (var pause : terms.pauses()) merged = longer(merged, pause);
            for (var owed : terms.owed()) merged = merged.after(new Effect.Asked(owed));
            for (var it : terms.ratings())
                merged = merged.after(new Effect.Rated(it.controller(), it.topic(), it.latest()));
            for (var intent : terms.intents()) merged = merged.wanting(intent);
        }
        return merged;
    }

    private List<ConsentStatement> words(Terms own, Terms other) {
        var words = new ArrayList<ConsentStatement>();
        for (var word : own.words()) {
            switch (word) {
                case ConsentStatement.Grant yes -> words.add(yes);
                case ConsentStatement.Refusal no -> words.addAll(refusals(no, own, other));
            }
        }
        return words;
    }

    private List<ConsentStatement.Refusal> refusals(ConsentStatement.Refusal no, Terms own, Terms other) {
        if (own.grants().stream().noneMatch(yes -> lifts(yes, no))) return List.of(no.anew(at));
        var refusals = new ArrayList<>(List.of(no));
        for (var yes : other.grants()) if (lifts(yes, no)) refusals.add(no.anewFor(yes.scope(), at));
        return refusals;
    }

    private static boolean lifts(ConsentStatement.Grant yes, ConsentStatement.Refusal no) {
        return yes.made().isAfter(no.made()) && no.scope().overlaps(yes.scope());
    }

    private static Terms longer(Terms merged, Pause pause) {
        var known = merged.pauses().stream()
                .filter(it -> it.isFor(pause.channel(), pause.topic()))
                .anyMatch(it -> !it.until().isBefore(pause.until()));
        return known ? merged : merged.after(new Effect.Paused(pause));
    }

    private static Preferences preferences(Preferences one, Preferences other) {
        var caps = new LinkedHashSet<>(one.caps());
        caps.addAll(other.caps());
        return one.capped(List.copyOf(caps))
                .near(one.nearness().and(other.nearness()))
                .withUsefulFloor(higher(one.usefulFloor(), other.usefulFloor()))
                .attending(Attention.ofBoth(one.attention(), other.attention()));
    }

    private static Optional<Integer> higher(Optional<Integer> one, Optional<Integer> other) {
        return Stream.concat(one.stream(), other.stream()).max(Comparator.naturalOrder());
    }
}
