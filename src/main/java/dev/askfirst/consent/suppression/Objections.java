package dev.askfirst.consent.suppression;

import dev.askfirst.person.point.FiledPoint;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Turns the objections of somebody who is erased into suppressions of their contacts, which need no person. */
public final class Objections {

    private Objections() {}

    public static List<Suppressions.Suppress> of(Terms terms, FiledPoint point, Caller by) {
        var since = since(terms, point);
        // A suppression for all controllers makes those for single ones unnecessary.
        if (since.containsKey(Scope.ALL)) since.keySet().retainAll(List.of(Scope.ALL));
        return since.entrySet().stream()
                .map(it -> new Suppressions.Suppress(
                        point.keys(),
                        it.getKey(),
                        Suppressions.Reason.OBJECTION,
                        Optional.of(it.getValue()),
                        Map.of(),
                        by))
                .toList();
    }

    /** The controllers to which the person objects at this contact point, and since when. */
    private static TreeMap<String, Instant> since(Terms terms, FiledPoint point) {
        var since = new TreeMap<String, Instant>();
        for (var word : terms.words()) {
            if (!(word instanceof ConsentStatement.Refusal no) || !no.isObjection()) continue;
            if (no.scope().point().filter(only -> !only.equals(point.id())).isPresent()) continue;
            since.merge(no.scope().controller(), no.made(), (one, other) -> one.isBefore(other) ? one : other);
        }
        return since;
    }
}
