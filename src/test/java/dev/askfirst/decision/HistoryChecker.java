package dev.askfirst.decision;

import dev.askfirst.decision.History.Act;
import dev.askfirst.decision.History.Call;
import dev.askfirst.decision.History.Erasure;
import dev.askfirst.decision.History.Merge;
import dev.askfirst.decision.History.No;
import dev.askfirst.decision.History.Question;
import dev.askfirst.decision.History.Report;
import dev.askfirst.decision.History.What;
import dev.askfirst.decision.History.Yes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds what no service can have answered that keeps its promises, whatever the order in which calls that ran at once took
 * effect. It is sound: what it finds is wrong. It is not complete: it compares few calls at a time, never all of them.
 */
final class HistoryChecker {

    private final List<Call> calls;
    private final Slots slots;
    private final List<String> wrong = new ArrayList<>();

    /**
     * @param cap how many of the capped messages everybody may be sent
     */
    HistoryChecker(History history, int cap) {
        this.calls = history.calls();
        this.slots = new Slots(calls, cap);
    }

    /** What is wrong; nothing if all may be right. */
    List<String> wrong() {
        wrong.clear();
        questions().forEach(this::check);
        wrong.addAll(slots.exceeded());
        wrong.addAll(new KeyedAnswers(calls).changed());
        idsAreOfOneAnswer();
        return List.copyOf(wrong);
    }

    /** What was answered and does not stand so in the record: outcomes by the ids of decisions. */
    List<String> missing(Map<String, String> record) {
        return questions()
                .flatMap(call -> question(call).given().stream())
                .filter(given -> !given.outcome().equals(record.get(given.id())))
                .map(given -> "not on record: " + given)
                .toList();
    }

    private void check(Call call) {
        var question = question(call);
        if (question.given().isEmpty()) return;
        switch (question.given().get().outcome()) {
            case "permit" -> {
                if (of(Yes.class).noneMatch(yes -> allows(yes, call))) wrong.add("a permit without a yes: " + call);
            }
            case "deny" -> {
                if (mustAllow(call)) wrong.add("a yes that was not heard: " + call);
            }
            case "defer" -> {
                if (!slots.mayBeUsedUp(call)) wrong.add("a cap that was not reached: " + call);
            }
            default -> wrong.add("no such answer: " + call);
        }
    }

    /** Whether the yes can have been in force: it began before the answer was there, and no no lies surely between the two. */
    private boolean allows(Call said, Call permit) {
        var yes = (Yes) said.what();
        var question = question(permit);
        var grant = question.given().orElseThrow().grant();
        return yes.who().equals(question.who())
                && said.start() < permit.end()
                && (yes.id().isEmpty() || grant.isEmpty() || yes.id().equals(grant))
                && Stream.concat(of(No.class), of(Erasure.class))
                        .noneMatch(no -> said.before(no) && no.before(permit) && surelyTouches(no, question.who()));
    }

    /** Whether a yes was in force for sure: nothing that may have come after it can have ended it. */
    private boolean mustAllow(Call deny) {
        var who = question(deny).who();
        var people = Slots.together(calls, who);
        var endings = of(Act.class)
                .filter(act -> !(act.what() instanceof Yes) && isAbout(act, people))
                .toList();
        return of(Yes.class)
                .filter(yes -> ((Yes) yes.what()).who().equals(who) && yes.before(deny))
                .anyMatch(yes -> endings.stream().noneMatch(act -> act.mayLieIn(yes.start(), deny.end())));
    }

    /** Its own address, or one that was the same person's when it was said. */
    private boolean surelyTouches(Call no, String who) {
        var named = ((Act) no.what()).whom();
        if (named.contains(who)) return true;
        var both = new HashSet<>(named);
        both.add(who);
        return of(Merge.class)
                .filter(merge -> ((Merge) merge.what()).whom().equals(both) && merge.before(no))
                .anyMatch(merge -> of(Erasure.class)
                        .filter(erasure -> erasure != no && erasure.mayLieIn(merge.start(), no.end()))
                        .noneMatch(erasure -> isAbout(erasure, both)));
    }

    private void idsAreOfOneAnswer() {
        var first = new TreeMap<String, Question>();
        questions()
                .map(HistoryChecker::question)
                .filter(it -> it.given().isPresent())
                .forEach(question -> {
                    var before = Optional.ofNullable(first.putIfAbsent(question.id(), question));
                    before.filter(it -> question.key().isEmpty() || !it.equals(question))
                            .ifPresent(it -> wrong.add("one id of two answers: " + it + " and " + question));
                });
    }

    private Stream<Call> questions() {
        return of(Question.class);
    }

    private Stream<Call> of(Class<? extends What> kind) {
        return of(calls, kind);
    }

    static Stream<Call> of(List<Call> calls, Class<? extends What> kind) {
        return calls.stream().filter(call -> kind.isInstance(call.what()));
    }

    static Question question(Call call) {
        return (Question) call.what();
    }

    static boolean isAbout(Call act, Set<String> people) {
        return ((Act) act.what()).whom().stream().anyMatch(people::contains);
    }

    static Optional<Call> report(List<Call> calls, String decision, boolean sent) {
        return of(calls, Report.class)
                .filter(call -> call.what().equals(new Report(decision, sent)))
                .findFirst();
    }
}
