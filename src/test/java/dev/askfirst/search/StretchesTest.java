package dev.askfirst.search;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.log.Sealing;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The filters of stretches pass over most of the record, and over nothing that is wanted. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class StretchesTest {

    /** How many stretches the database would read for a contact point. */
    private static final String PERHAPS = """
            select count(*) from decision_stretch s cross join bloom_places(?::uuid) h
                cross join lateral (select octet_length(s.points) * 8 - 1 as mask) size
            where get_bit(s.points, h.a & size.mask) = 1 and get_bit(s.points, h.b & size.mask) = 1
              and get_bit(s.points, h.c & size.mask) = 1 and get_bit(s.points, h.d & size.mask) = 1""";

    @Inject
    Database database;

    @Inject
    DecisionCounts counts;

    @Inject
    Sealing sealing;

    @Test
    void whoeverWasAskedAboutIsFoundBehindTheRecordAndBeforeIt() {
        var points = new ArrayList<String>();
        for (var i = 0; i < 20; i++) {
            var ana = Acts.newcomer();
            Persons.who(ana);
            for (var n = i % 3; n >= 0; n--) ask("acme-mailer", about(ana));
            points.add(database.value("select point_id from contact_point where person_id = ?", Persons.idOf(ana))
                    .orElseThrow());
        }
        found(points);
        sealing.seal();
        found(points);
        counts.count();
        assertEquals(
                0,
                database.count("select count(*) from page where first_leaf >= (select leaf from decision_count_mark)"));
        found(points);
        for (var point : points) assertTrue(database.count(PERHAPS, point) >= 1, point);
    }

    @Test
    void whoeverWasNotIsInFewFilters() {
        ask("acme-mailer", about(Acts.newcomer()));
        sealing.seal();
        counts.count();
        var stretches = database.count("select count(*) from decision_stretch");
        var perhaps = 0L;
        for (var i = 0; i < 50; i++)
            perhaps += database.count(PERHAPS, UUID.randomUUID().toString());
        assertTrue(perhaps <= 50 * stretches / 20 + 2, perhaps + " of 50 times " + stretches);
    }

    private void found(Iterable<String> points) {
        var n = 0;
        for (var point : points) {
            assertEquals(
                    n++ % 3 + 1,
                    database.count("select count(*) from decisions_about(array[?::uuid], null, null)", point),
                    point);
        }
    }
}
