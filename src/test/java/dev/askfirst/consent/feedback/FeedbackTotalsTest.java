package dev.askfirst.consent.feedback;

import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.limited;
import static dev.askfirst.platform.Api.senderToken;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.catalog.Rateable;
import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.consent.Suppressing;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.selfservice.Messages;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Senders are told totals of twenty people and more, each answer in one of them, and none is told twice. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class FeedbackTotalsTest {

    private static final Duration A_WEEK = Duration.ofDays(7);

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @Inject
    DemoCatalog catalog;

    @Inject
    FeedbackTotals totals;

    @BeforeEach
    void acmeAsks() {
        Rateable.on(catalog);
    }

    @AfterEach
    void nobodyAsks() {
        clock.reset();
        catalog.again();
    }

    @Test
    void totalsAreToldOfTwentyPeopleOnceTheWeekIsOverAndNeverChange() throws SQLException {
        var topic = "offers.bags";
        database.execute("delete from feedback where topic = ?", topic);
        startsAWeek();
        var first = LocalDate.ofInstant(clock.read(), ZoneOffset.UTC).with(DayOfWeek.MONDAY);
        people(19, topic, "less");
        clock.advance(A_WEEK);
        totals.count();
        assertEquals(List.of(), list("acme-mailer", topic).path("totals"));
        var ana = people(1, topic, "less").getFirst();
        Messages.rated(ana, topic, "more");
        totals.count();
        assertEquals(List.of(), list("acme-mailer", topic).path("totals"), "the week is not over");
        clock.advance(A_WEEK);
        totals.count();
        var told = list("acme-mailer", topic);
        told.then()
                .body("totals.size()", is(1), "totals[0].people", is(20), "totals[0].controller", is("acme"))
                .body(
                        "totals[0].since",
                        is(first.toString()),
                        "totals[0].until",
                        is(first.plusWeeks(2).toString()));
        staff(Caller.ADMIN).delete("/v1/persons/" + Persons.idOf(ana)).then().statusCode(200);
        totals.count();
        assertEquals(told.asString(), list("acme-mailer", topic).asString());
        people(20, topic, "fine");
        clock.advance(A_WEEK);
        totals.count();
        list("acme-mailer", topic)
                .then()
                .body(
                        "totals.size()",
                        is(2),
                        "totals[0].since",
                        is(first.plusWeeks(2).toString()))
                .body("totals[0].fine", is(greaterThanOrEqualTo(60)));
        seenBy(topic);
    }

    private void seenBy(String topic) {
        list(Caller.COMPLIANCE, topic).then().body("totals.size()", is(2));
        assertEquals(List.of(), list("globex-mailer", topic).path("totals"));
        limited(Caller.COMPLIANCE, "globex").get("/v1/feedback").then().body("totals.controller", not(hasItem("acme")));
        limited(Caller.COMPLIANCE, "acme").get("/v1/feedback").then().body("totals.topic", hasItem(topic));
        careless(senderToken("acme-mailer"))
                .get("/v1/feedback?controller=a%20b")
                .then()
                .statusCode(400);
    }

    /** Into a Tuesday, so that some of the week is left. */
    private void startsAWeek() throws SQLException {
        var now = clock.read();
        var monday = LocalDate.ofInstant(now, ZoneOffset.UTC).with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        clock.advance(Duration.between(
                now, monday.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()));
    }

    private static List<String> people(int many, String topic, String value) {
        return IntStream.range(0, many)
                .mapToObj(_ -> {
                    var one = Acts.newcomer();
                    Acts.grant(one, topic);
                    Messages.rated(one, topic, value);
                    return one;
                })
                .toList();
    }

    private static Response list(String who, String topic) {
        return Suppressing.caller(who).get("/v1/feedback?controller=acme&topic=" + topic);
    }
}
