package dev.askfirst.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.consent.event.Fold;
import dev.askfirst.consent.event.History;
import dev.askfirst.consent.event.RecordedAct;
import dev.askfirst.person.point.TermsJson;
import dev.askfirst.platform.Database;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import javax.sql.DataSource;

/** Compares people's stored terms with what their acts fold into. */
public final class Folds {

    private Folds() {}

    /** How many people have terms that are right; fails at the first whose are not. For the one test that is about all. */
    static int everybody(Database database, DataSource dataSource) throws SQLException {
        return check(database, dataSource, "true");
    }

    /** Those whom a test has made, whether they still stand or are merged or erased by now. */
    public static void check(Database database, DataSource dataSource, Collection<UUID> people) throws SQLException {
        var ids = people.stream().map(id -> "'" + id + "'").collect(Collectors.joining(", "));
        check(database, dataSource, "person_id in (" + ids + ")");
    }

    private static int check(Database database, DataSource dataSource, String who) throws SQLException {
        var stored = database.rows("select person_id, version, terms from terms where " + who);
        for (var row : stored) {
            check(UUID.fromString(row.get(0)), Long.parseLong(row.get(1)), row.get(2), database, dataSource);
        }
        assertEquals(List.of(), database.rows("""
                        select person_id, max(version), count(*) from consent_event e where %s
                        group by person_id having max(version) <> count(*)""".formatted(who)), "versions have no gaps");
        assertEquals(List.of(), database.rows("""
                        select distinct on (person_id) person_id, kind from consent_event e
                        where %s and person_id not in (select person_id from terms)
                            and not exists (select from consent_event last where last.person_id = e.person_id
                                and last.kind in ('merged_into', 'erasure'))""".formatted(who)), "who acted has terms, until merged or erased");
        return stored.size();
    }

    private static void check(UUID person, long version, String stored, Database database, DataSource dataSource)
            throws SQLException {
        try (var connection = dataSource.getConnection()) {
            var acts = new History(connection).of(person);
            assertEquals(
                    LongStream.rangeClosed(1, version).boxed().toList(),
                    acts.stream().map(RecordedAct::version).toList(),
                    "versions have no gaps");
            var terms = Fold.of(acts);
            assertEquals(TermsJson.read(stored.getBytes(StandardCharsets.UTF_8)), terms, acts::toString);
            assertEquals(
                    terms.controllers(),
                    database
                            .rows("select distinct controller from pairwise_id where person_id = ? order by 1", person)
                            .stream()
                            .map(List::getFirst)
                            .toList());
        }
    }
}
