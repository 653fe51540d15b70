package dev.askfirst.policy.attention;

import static java.util.Comparator.comparing;

import dev.askfirst.policy.term.Attention;
import dev.askfirst.policy.term.Usefulness;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Whether it is a message's turn: what room is left for it now and later, after those that go before it. */
final class Turn {

    record Message(String controller, String topic, String channel) {}

    private final Budget budget;
    private final Message message;
    private final List<Budget.Use> uses;
    private final Waiting waiting;
    private final Instant at;
    private final int units;
    private final Optional<Bid> own;
    private final List<Bid> before;
    /** Before this instant no message goes that can wait. */
    private final Instant next;

    Turn(Budget budget, Message message, List<Budget.Use> uses, Waiting waiting, Instant at) {
        this.budget = budget;
        this.message = message;
        this.uses = uses;
        this.waiting = waiting;
        this.at = at;
        this.units = budget.attention().weight(message.channel());
        var open = waiting.bids().stream().filter(it -> it.waitsAt(at)).toList();
        this.own = open.stream().filter(this::isOwn).findFirst();
        this.before = open.stream().filter(it -> !isOwn(it) && goesBefore(it)).toList();
        this.next = budget.next(uses).orElse(at);
    }

    Budget.Count count() {
        var counted = counted(at);
        var used = counted.stream().mapToInt(Budget.Use::units).sum();
        var kept = budget.kept(message.topic(), counted);
        var held = held(at, counted);
        var left = budget.attention().perWeek() - used - kept - held;
        if (left < units) return new Budget.Count(used, kept, held, room());
        var turn = waits(left);
        return turn.isPresent()
                ? new Budget.Count(used, kept, held + left, turn)
                : new Budget.Count(used, kept, held, Optional.empty());
    }

    /** When there is room for a message for which there is none; of one that can wait, when it is its turn, too. */
    private Optional<Instant> room() {
        var until = waiting.until();
        return first(it -> fits(it) && isItsTurn(it))
                .filter(it -> until.filter(it::isBefore).isPresent())
                .or(() -> first(this::fits));
    }

    /** Of a message that can wait, and for which there is room: the instant of its turn, if that is to come. */
    private Optional<Instant> waits(int left) {
        var until = waiting.until().filter(at::isBefore);
        if (until.isEmpty()) return Optional.empty();
        var turn = isItsTurn(at) ? last(left) : first(it -> fits(it) && isItsTurn(it));
        return turn.filter(until.get()::isAfter);
    }

    /** Others may still come for the last slot; all that wait for it learn of the same instant. */
    private Optional<Instant> last(int left) {
        if (own.isPresent() || left - units >= units) return Optional.empty();
        var others = waiting.bids().stream().map(Bid::due).filter(at::isBefore);
        return Stream.concat(others, Stream.of(at.plus(Budget.DECIDED_AFTER))).min(Comparator.naturalOrder());
    }

    /** Whether enough time has passed since the last message, and nothing waits that goes first. */
    private boolean isItsTurn(Instant instant) {
        return !instant.isBefore(next) && before.stream().noneMatch(it -> it.waitsAt(instant));
    }

    /** Room comes where a use is older than a week, and a turn where its time has come or another message waits no longer. */
    private Optional<Instant> first(Predicate<Instant> which) {
        return Stream.of(
                        uses.stream().map(it -> it.at().plus(Attention.WEEK)),
                        before.stream().map(Bid::ends),
                        Stream.of(next))
                .flatMap(it -> it)
                .filter(at::isBefore)
                .sorted()
                .filter(which)
                .findFirst();
    }

    private boolean fits(Instant instant) {
        var counted = counted(instant);
        var used = counted.stream().mapToInt(Budget.Use::units).sum();
        return used + budget.kept(message.topic(), counted) + held(instant, counted) + units
                <= budget.attention().perWeek();
    }

    private List<Budget.Use> counted(Instant instant) {
        return Budget.lately(uses, instant);
    }

    /** What those need that go before it, beyond what is kept for their topics. */
    private int held(Instant instant, List<Budget.Use> counted) {
        return before.stream()
                .filter(it -> it.waitsAt(instant))
                .filter(it -> !budget.isKeptFor(it.topic(), message.topic(), counted))
                .mapToInt(it -> budget.attention().weight(it.channel()))
                .sum();
    }

    private boolean isOwn(Bid bid) {
        return bid.isFor(message.controller(), message.topic(), message.channel());
    }

    /** More useful ones do and, of those that are as useful, whoever has waited longer. */
    private boolean goesBefore(Bid bid) {
        var order = Usefulness.MOST_USEFUL_FIRST.compare(
                budget.of(bid.controller(), bid.topic()), budget.of(message.controller(), message.topic()));
        if (order != 0) return order < 0;
        return own.isEmpty() || comparing(Bid::at).thenComparing(Bid::decision).compare(bid, own.get()) < 0;
    }
}
