package dev.askfirst.console;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Staff see the same totals as senders, and are led there. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class UsefulnessPageTest {

    private static final String PATH = "/console/usefulness";

    @Inject
    Database database;

    @Test
    void staffSeeTotals() {
        database.execute("""
                insert into feedback_total (controller, topic, since, until, people, more, fine, less)
                values ('acme', 'events', '2015-01-05', '2015-01-12', 130, 20, 50, 30) on conflict do nothing""");
        var staff = Staff.signedIn("compliance");
        for (var page : new String[] {"/console/consents", "/console/yeses"})
            staff.get(page).then().body(containsString(PATH));
        staff.get(PATH)
                .then()
                .statusCode(200)
                .body(containsString("2015-01-05 – 2015-01-11"), containsString("130"), containsString("50 %"))
                .body(containsString("/console/entries?reason=rested"), not(containsString("{")));
        for (var column : new String[] {"weeks", "controller", "topic", "people", "more", "fine", "less"})
            staff.get(PATH + "?sort=-totals." + column)
                    .then()
                    .statusCode(200)
                    .body(containsString("aria-sort=\"descending\""));
    }
}
