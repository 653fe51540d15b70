package dev.askfirst.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.askfirst.catalog.CatalogDocument.Notice;
import dev.askfirst.catalog.NoticeUse.Wording;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.postgres.CountedStatements;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Wordings that the catalog once held are found by what was shown, however many snapshots were written since. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class CatalogHistoryTest {

    private static final int MANY = 20;

    @Inject
    CatalogHistory history;

    @Inject
    DemoCatalog catalog;

    @Inject
    DataSource dataSource;

    private final String id = "terms-" + UUID.randomUUID();
    private CountedStatements counted;

    @BeforeEach
    void count() {
        counted = new CountedStatements(dataSource);
    }

    @AfterEach
    void theDemoAgain() {
        catalog.again();
    }

    @Test
    void wordsThatWereCorrectedAreFoundAsTheyWere() throws SQLException {
        var first = notice(1, "en", "Yes", "offers");
        var corrected = notice(1, "en", "Yes, “please” \\ \n ✓ 😀", "offers");
        write(first);
        write(corrected);
        write();
        assertEquals(byWording(first, corrected), found(first, corrected));
        assertEquals(byWording(first), found(first));
    }

    @Test
    void theNewestSnapshotThatHoldsTheWordsWins() throws SQLException {
        var about = notice(1, "en", "Yes", "offers");
        var changed = notice(1, "en", "Yes", "events");
        assertEquals(about.hash(), changed.hash());
        assertNotEquals(about, changed);
        write(about);
        write(changed);
        assertEquals(byWording(changed), found(about));
        write();
        assertEquals(byWording(changed), found(about));
        write(about);
        write(notice(1, "en", "No", "offers"));
        assertEquals(byWording(about), found(changed));
    }

    @Test
    void wordsThatNoSnapshotHoldsAreNotFound() throws SQLException {
        var english = notice(1, "en", "Yes", "offers");
        write(english);
        for (var other : List.of(
                new Wording(id, 1, "en", notice(1, "en", "No", "offers").hash()),
                new Wording(id, 2, "en", english.hash()),
                new Wording(id, 1, "fr", english.hash()),
                new Wording("another", 1, "en", english.hash()))) {
            assertEquals(Map.of(), found(Set.of(other)));
            try (var connection = dataSource.getConnection()) {
                assertEquals(Optional.empty(), history.on(connection).wording(other));
            }
        }
    }

    @Test
    void manyCostNoMoreStatementsThanOne() throws SQLException {
        assertEquals(0, statements(List.of()));
        var inForce = many("in force");
        var gone = many("gone");
        write(gone.toArray(Notice[]::new));
        write(inForce.toArray(Notice[]::new));
        // The first look at a snapshot loads it.
        assertEquals(byWording(inForce.getFirst()), found(inForce.getFirst()));
        assertEquals(1, statements(inForce.subList(0, 1)), "the number of the newest snapshot");
        assertEquals(1, statements(inForce));
        var one = statements(gone.subList(0, 1));
        assertEquals(2, one, "and all that it does not hold");
        assertEquals(one, statements(gone));
        assertEquals(one, statements(both(gone, inForce)));
    }

    private static List<Notice> both(List<Notice> some, List<Notice> others) {
        var all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private List<Notice> many(String words) {
        return IntStream.rangeClosed(1, MANY)
                .mapToObj(version -> notice(version, "en", words + version, "offers"))
                .toList();
    }

    private int statements(List<Notice> shown) throws SQLException {
        try (var connection = counted.dataSource().getConnection()) {
            var asked = byWording(shown.toArray(Notice[]::new));
            assertEquals(asked, history.on(connection).wordings(asked.keySet()));
        }
        return counted.made();
    }

    private Map<Wording, Notice> found(Notice... shown) throws SQLException {
        return found(byWording(shown).keySet());
    }

    private Map<Wording, Notice> found(Set<Wording> shown) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return history.on(connection).wordings(shown);
        }
    }

    private static Map<Wording, Notice> byWording(Notice... notices) {
        return List.of(notices).stream().collect(Collectors.toMap(Wording::of, it -> it));
    }

    private Notice notice(int version, String language, String words, String topic) {
        return new Notice(id, version, language, "acme", List.of(topic), words, Optional.empty());
    }

    /** A snapshot of the demo with these notices as well. */
    private void write(Notice... more) {
        var demo = catalog.document();
        catalog.writtenElsewhere(demo.withNotices(both(demo.notices(), List.of(more))));
    }
}
