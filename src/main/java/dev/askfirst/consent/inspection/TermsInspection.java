package dev.askfirst.consent.inspection;

import dev.askfirst.audit.Difference;
import dev.askfirst.audit.Inspection;
import dev.askfirst.audit.Reading;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.Fold;
import dev.askfirst.consent.event.History;
import dev.askfirst.consent.event.RecordedAct;
import dev.askfirst.person.point.TermsJson;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.policy.term.Terms;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Checks that everybody's acts, folded from the start, give their stored terms, and that versions have no gaps. */
final class TermsInspection implements Inspection {

    private static final int PEOPLE_AT_ONCE = 500;

    private static final Sql STORED =
            Sql.of("select person_id, version, terms from terms where person_id = any (:people::uuid[])");

    private record Stored(long version, byte[] terms) {}

    @Override
    public String about() {
        return "terms";
    }

    @Override
    public Optional<Difference> first(Reading reading) throws SQLException {
        var waiting = new ArrayList<List<RecordedAct>>();
        var difference = reading.each(History.ACTS + "order by e.person_id, e.version", row -> {
            var act = History.read(Row.of(row));
            var current = waiting.isEmpty() ? null : waiting.getLast();
            if (current != null && current.getFirst().person().equals(act.person())) {
                current.add(act);
                return Optional.empty();
            }
            var wrong = waiting.size() < PEOPLE_AT_ONCE ? Optional.<Difference>empty() : compare(reading, waiting);
            waiting.add(new ArrayList<>(List.of(act)));
            return wrong;
        });
        return difference.isPresent() ? difference : compare(reading, waiting);
    }

    private static Optional<Difference> compare(Reading reading, List<List<RecordedAct>> people) throws SQLException {
        var stored = stored(reading, people);
        for (var acts : people) {
            var difference = compare(reading, acts, stored.get(acts.getFirst().person()));
            if (difference.isPresent()) return difference;
        }
        people.clear();
        return Optional.empty();
    }

    private static Optional<Difference> compare(Reading reading, List<RecordedAct> acts, Stored stored)
            throws SQLException {
        var person = acts.getFirst().person();
        for (var i = 0; i < acts.size(); i++) {
            var version = acts.get(i).version();
            if (version != i + 1) return wrong(person, "have version %d where %d comes next", version, i + 1);
        }
        // Merged or erased: another inspection checks that such people have no terms.
        if (stored == null) return Optional.empty();
        if (stored.version() != acts.size())
            return wrong(person, "end with version %d, and the terms have %d", acts.size(), stored.version());
        return compare(person, fold(reading, acts), stored);
    }

    /** Folds the acts. A merge also needs the acts of the other person, so those are read again. */
    private static Terms fold(Reading reading, List<RecordedAct> acts) throws SQLException {
        var alone = acts.stream().noneMatch(act -> act.kind() == ConsentEvent.Kind.MERGE);
        return Fold.of(
                alone
                        ? acts
                        : new History(reading.connection()).of(acts.getFirst().person()));
    }

    private static Optional<Difference> compare(UUID person, Terms folded, Stored stored) {
        try {
            var terms = TermsJson.read(stored.terms());
            if (terms.equals(folded)) return Optional.empty();
            return wrong(
                    person, "give the terms %s, and stored are %s", TermsJson.write(folded), TermsJson.write(terms));
        } catch (RuntimeException e) {
            return wrong(person, "cannot be compared, their terms cannot be read: %s", e.getMessage());
        }
    }

    private static Optional<Difference> wrong(UUID person, String what, Object... values) {
        return Optional.of(new Difference("the acts of person " + person + " " + what.formatted(values)));
    }

    private static Map<UUID, Stored> stored(Reading reading, List<List<RecordedAct>> people) throws SQLException {
        var ids = people.stream().map(acts -> acts.getFirst().person()).toList();
        var stored = new HashMap<UUID, Stored>();
        STORED.with("people", ids)
                .each(
                        reading.connection(),
                        row -> stored.put(row.id("person_id"), new Stored(row.number("version"), row.bytes("terms"))));
        return stored;
    }
}
