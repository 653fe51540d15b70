package dev.askfirst.decision;

import dev.askfirst.decision.History.Act;
import dev.askfirst.decision.History.Call;
import dev.askfirst.decision.History.Question;
import dev.askfirst.decision.History.Report;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** The answers under each idempotency key of a history: a key has one answer while it holds. Used by {@link HistoryChecker}. */
record KeyedAnswers(List<Call> calls) {

    /** Answers that became others, or the old ones again, without a cause. */
    List<String> changed() {
        var byKey = new TreeMap<String, List<Call>>();
        HistoryChecker.of(calls, Question.class)
                .filter(call -> HistoryChecker.question(call).given().isPresent())
                .forEach(call -> HistoryChecker.question(call)
                        .key()
                        .ifPresent(key -> byKey.computeIfAbsent(key, _ -> new ArrayList<>())
                                .add(call)));
        var wrong = new ArrayList<String>();
        byKey.values().forEach(answers -> {
            returned(answers, wrong);
            needless(answers, wrong);
        });
        return wrong;
    }

    /** An answer that another had taken the place of never comes again. */
    private static void returned(List<Call> answers, List<String> wrong) {
        var inOrder =
                answers.stream().sorted(Comparator.comparingLong(Call::start)).toList();
        for (var other : inOrder) {
            var id = HistoryChecker.question(other).id();
            inOrder.stream()
                    .filter(other::before)
                    .filter(again -> !HistoryChecker.question(again).id().equals(id))
                    .filter(again -> inOrder.stream().anyMatch(first -> first.before(other) && sameId(first, again)))
                    .forEach(again -> wrong.add("an answer that was replaced is back: " + again));
        }
    }

    private static boolean sameId(Call one, Call other) {
        return HistoryChecker.question(one)
                .id()
                .equals(HistoryChecker.question(other).id());
    }

    /** A permit holds for as long as nobody says anything, and nothing is reported. */
    private void needless(List<Call> answers, List<String> wrong) {
        for (var one : answers) {
            for (var other : answers) {
                var permit = HistoryChecker.question(one);
                if (!permit.permitted() || sameId(one, other) || one.start() > other.start()) continue;
                // Of two that overlap the other may have come first, before a slot was free.
                if (!HistoryChecker.question(other).permitted() && !one.before(other)) continue;
                var to = Math.max(one.end(), other.end());
                if (!somethingHappened(permit, HistoryChecker.question(other), one.start(), to))
                    wrong.add("two answers for one key without a cause: " + one + " and " + other);
            }
        }
    }

    private boolean somethingHappened(Question permit, Question other, long from, long to) {
        var people = Slots.together(calls, permit.who());
        var acts = HistoryChecker.of(calls, Act.class).filter(act -> HistoryChecker.isAbout(act, people));
        var reports = HistoryChecker.of(calls, Report.class)
                .filter(call -> List.of(permit.id(), other.id()).contains(((Report) call.what()).decision()));
        return acts.anyMatch(act -> act.mayLieIn(from, to)) || reports.anyMatch(report -> report.start() < to);
    }
}
