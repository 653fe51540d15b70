package dev.askfirst.decision;

import dev.askfirst.decision.History.Call;
import dev.askfirst.decision.History.Erasure;
import dev.askfirst.decision.History.Merge;
import dev.askfirst.decision.History.Question;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/** The slots of a cap in a history: which were taken for sure, and which may have been. Used by {@link HistoryChecker}. */
final class Slots {

    private final List<Call> calls;
    private final int cap;
    private final List<Slot> slots;

    Slots(List<Call> calls, int cap) {
        this.calls = calls;
        this.cap = cap;
        var permits = capped();
        this.slots = permits.stream().map(permit -> slot(permit, permits)).toList();
    }

    /** A slot that a permit took; it may have been free again from {@code release} on, and was from {@code free} on. */
    private record Slot(Call permit, long release, long free) {
        String who() {
            return HistoryChecker.question(permit).who();
        }
    }

    /** Whenever more slots were surely taken than there are. */
    List<String> exceeded() {
        return slots.stream()
                .filter(slot ->
                        slots.stream().filter(it -> isSurelyTaken(it, slot)).count() > cap)
                .map(slot -> "more than the cap: " + slot.permit())
                .toList();
    }

    /** Whether as many slots can have been taken as there are, when this was answered. */
    boolean mayBeUsedUp(Call defer) {
        if (!HistoryChecker.question(defer).capped()) return false;
        var people = together(calls, HistoryChecker.question(defer).who());
        var unanswered = HistoryChecker.of(calls, Question.class)
                .filter(call -> HistoryChecker.question(call).given().isEmpty())
                .filter(call -> people.contains(HistoryChecker.question(call).who()) && call.start() < defer.end())
                .count();
        var taken = slots.stream()
                .filter(slot -> people.contains(slot.who()))
                .filter(slot -> slot.permit().start() < defer.end() && slot.free() >= defer.start())
                .count();
        return taken + unanswered >= cap;
    }

    /** At the instant at which {@code other} was answered; nobody can have been erased meanwhile, with what was counted. */
    private boolean isSurelyTaken(Slot slot, Slot other) {
        var at = other.permit().end();
        if (!slot.who().equals(other.who()) || slot.permit().end() > at || slot.release() <= at) return false;
        var people = together(calls, slot.who());
        return HistoryChecker.of(calls, Erasure.class)
                .filter(erasure -> erasure.mayLieIn(slot.permit().start(), at))
                .noneMatch(erasure -> HistoryChecker.isAbout(erasure, people));
    }

    /** What was not sent gives its slot back; a later permit under the same key takes it over, unless it was sent before. */
    private Slot slot(Call permit, List<Call> permits) {
        var question = HistoryChecker.question(permit);
        var notSent = HistoryChecker.report(calls, question.id(), false);
        var sent = HistoryChecker.report(calls, question.id(), true);
        var release = notSent.map(Call::start).orElse(History.NEVER);
        var free = notSent.map(Call::end).orElse(History.NEVER);
        for (var later : permits) {
            var other = HistoryChecker.question(later);
            if (question.key().isEmpty() || !other.key().equals(question.key())) continue;
            if (other.id().equals(question.id()) || later.end() < permit.start()) continue;
            if (sent.filter(it -> it.before(later)).isPresent()) continue;
            release = Math.min(release, later.start());
            if (permit.before(later) && sent.isEmpty()) free = Math.min(free, later.end());
        }
        for (var erasure : HistoryChecker.of(calls, Erasure.class).toList()) {
            if (HistoryChecker.isAbout(erasure, Set.of(question.who())) && permit.before(erasure))
                free = Math.min(free, erasure.end());
        }
        return new Slot(permit, release, free);
    }

    /** The permits that a cap counts, each once: with its first start and the first end that was seen. */
    private List<Call> capped() {
        var permits = new LinkedHashMap<String, Call>();
        HistoryChecker.of(calls, Question.class)
                .filter(call -> HistoryChecker.question(call).capped()
                        && HistoryChecker.question(call).permitted())
                .forEach(call -> permits.merge(
                        HistoryChecker.question(call).id(),
                        call,
                        (one, other) -> new Call(
                                Math.min(one.start(), other.start()), Math.min(one.end(), other.end()), one.what())));
        return List.copyOf(permits.values());
    }

    /** Everybody who may ever have been one person with whoever has this address, themselves among them. */
    static Set<String> together(List<Call> calls, String who) {
        var people = new HashSet<>(Set.of(who));
        var merges = HistoryChecker.of(calls, Merge.class)
                .map(call -> ((Merge) call.what()).whom())
                .toList();
        for (var before = 0; before < people.size(); ) {
            before = people.size();
            for (var merge : merges) if (merge.stream().anyMatch(people::contains)) people.addAll(merge);
        }
        return people;
    }
}
