package dev.askfirst.decision.outcome;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.anybody;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.sender;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody hears of a sender whose messages come back, or who says so to silence addresses. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class BounceWatchTest {

    @Inject
    @io.smallrye.health.api.Wellness
    BounceWatch watch;

    @Inject
    DataSource dataSource;

    @AfterEach
    void calm() {
        watch.take(List.of());
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({"0, 0, UP", "49, 49, UP", "50, 501, UP", "50, 500, DOWN", "60, 0, DOWN", "400, 100000, UP"})
    void manyThatAreALargePartRaiseTheAlarm(long bounced, long permitted, Status wanted) {
        watch.take(List.of(new BounceWatch.Share("acme-mailer", bounced, permitted)));
        assertEquals(wanted, watch.call().getStatus());
    }

    @Test
    void theAlarmNamesTheSenderAndEndsByItself() {
        watch.take(List.of(new BounceWatch.Share("acme-mailer", 60, 400)));
        assertEquals(
                "60 of 400 permits bounced within a day",
                watch.call().getData().orElseThrow().get("acme-mailer"));
        anybody().get("/q/metrics").then().body(containsString("askfirst_bounced_share{sender=\"acme-mailer\"} 0.15"));
        watch.take(List.of());
        assertEquals(Status.UP, watch.call().getStatus());
    }

    @Test
    void whatWasReportedIsCountedBySender() throws SQLException {
        var before = bounced();
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers").then().statusCode(201);
        var permit = ask("acme-mailer", about(ana)).<String>path("id");
        sender("acme-mailer")
                .body("{\"outcome\": \"bounced\"}")
                .post("/v1/decisions/" + permit + "/outcome")
                .then()
                .statusCode(201);
        assertEquals(before + 1, bounced());
    }

    private long bounced() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            return BounceWatch.shares(connection, Instant.now()).stream()
                    .filter(it -> it.sender().equals("acme-mailer"))
                    .mapToLong(BounceWatch.Share::bounced)
                    .sum();
        }
    }
}
