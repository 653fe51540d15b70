package dev.askfirst.policy;

import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Which of a person's preferences count for a question: those of the most specific scope that matches it replace all others.
 * Topic and channel come before topic, topic before channel, channel before neither; a deeper topic before its ancestors.
 */
final class MostSpecific {

    private static final Comparator<Scope> ORDER = Comparator.comparing(
                    (Scope scope) -> scope.namesTopic() && !scope.channel().equals(Scope.ALL))
            .thenComparing(Scope::namesTopic)
            .thenComparing(scope -> scope.topic().length())
            .thenComparing(scope -> !scope.channel().equals(Scope.ALL));

    private MostSpecific() {}

    /** The preferences of the most specific scope that matches; empty if none matches. */
    static <T> List<T> of(List<T> all, Question question, Function<T, Scope> scopeOf) {
        var best = all.stream()
                .map(scopeOf)
                .filter(scope -> scope.touches(question))
                .max(ORDER);
        var group = new ArrayList<T>();
        if (best.isEmpty()) return group;
        for (var one : all) if (scopeOf.apply(one).equals(best.get())) group.add(one);
        return group;
    }
}
