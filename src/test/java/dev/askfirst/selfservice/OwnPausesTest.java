package dev.askfirst.selfservice;

import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pauses that people set, change and end on their own page. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class OwnPausesTest {

    @Inject
    Database database;

    @Test
    void aPauseTakesALinkAndItsEndACode() {
        var ana = Visiting.somebody();
        var visit = Visiting.byLink(ana);
        visit.post("/me/pause", Map.of("for", "P7D")).then().statusCode(303);
        assertEquals("defer", Permits.outcome(ana, "offers.shoes"));
        visit.post("/me/resume", Map.of("channel", "*", "topic", "*")).then().statusCode(200);
        assertEquals("defer", Permits.outcome(ana, "offers.shoes"));
        visit.proven(database)
                .post("/me/resume", Map.of("channel", "*", "topic", "*"))
                .then()
                .statusCode(303);
        assertEquals("permit", Permits.outcome(ana, "offers.shoes"));
    }

    @Test
    void aPauseTakesACodeToBecomeShorterAndNoneToBecomeLonger() {
        var visit = Visiting.byLink(Visiting.somebody());
        visit.post("/me/pause", Map.of("for", "P7D")).then().statusCode(303);
        visit.post("/me/pause", Map.of("for", "P30D")).then().statusCode(303);
        visit.post("/me/pause", Map.of("for", "P7D")).then().statusCode(200).body(containsString("six-digit code"));
        visit.proven(database).post("/me/pause", Map.of("for", "P7D")).then().statusCode(303);
    }

    @Test
    void aDayThatIsOverIsNoEndOfAPause() {
        var visit = Visiting.byLink(Visiting.somebody());
        for (var day : List.of("2020-01-01", "9999-12-31", "soon")) {
            visit.post("/me/pause", Map.of("until", day))
                    .then()
                    .statusCode(303)
                    .header("Location", containsString("wrongDate"));
        }
    }
}
