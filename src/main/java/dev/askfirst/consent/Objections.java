package dev.askfirst.consent;

import dev.askfirst.person.ContactKeys;
import dev.askfirst.platform.Caller;
import dev.askfirst.policy.Scope;
import dev.askfirst.policy.Terms;
import dev.askfirst.policy.Word;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What stays of the objections of somebody who is erased: suppressions of their contacts, which need no person. */
final class Objections {

    private Objections() {}

    static List<Suppressions.Suppress> of(Terms terms, List<Erasure.Point> points, Caller by) {
        var suppressions = new ArrayList<Suppressions.Suppress>();
        for (var point : points) {
            var since = since(terms, point);
            // Who may not be written to by anybody needs no further word about one.
            if (since.containsKey(Scope.ALL)) since.keySet().retainAll(List.of(Scope.ALL));
            since.forEach((controller, at) -> suppressions.add(new Suppressions.Suppress(
                    new ContactKeys.EveryForm(List.of(point.key()), List.of()),
                    controller,
                    Suppressions.Reason.OBJECTION,
                    Optional.of(at),
                    Map.of(),
                    by)));
        }
        return suppressions;
    }

    /** To which controllers, and since when, they object at this point. */
    private static TreeMap<String, Instant> since(Terms terms, Erasure.Point point) {
        var since = new TreeMap<String, Instant>();
        for (var word : terms.words()) {
            if (!(word instanceof Word.No no) || !no.isObjection()) continue;
            if (no.scope().point().filter(only -> !only.equals(point.id())).isPresent()) continue;
            since.merge(no.scope().controller(), no.made(), (one, other) -> one.isBefore(other) ? one : other);
        }
        return since;
    }
}
