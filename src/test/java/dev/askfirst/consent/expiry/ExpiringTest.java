package dev.askfirst.consent.expiry;

import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.security.Caller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Yeses that end by themselves are found before they do, and told of once when they have. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ExpiringTest {

    private static final Instant BEGIN = Instant.parse("2090-01-01T00:00:00Z");

    /** Each test has a year of its own, so that the list holds nothing of the others'. */
    private static int years;

    private final Instant from = BEGIN.plus(Duration.ofDays(400L * years++));

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @Inject
    ExpiryTeller teller;

    @AfterEach
    void itIsNow() {
        clock.reset();
    }

    @Test
    void theFirstToEndComesFirst() {
        var later = grant("acme", "offers", Acts.newcomer(), day(9));
        var sooner = grant("acme", "events", Acts.newcomer(), day(3));
        var other = grant("globex", "offers", Acts.newcomer(), day(5));
        assertEquals(List.of(sooner, other, later), listed(""));
        assertEquals(List.of(sooner, later), listed("&controller=acme"));
        assertEquals(List.of(other, later), listed("&topic=offers"));
        assertEquals(List.of(), listed("&topic=offers.shoes"));
        assertEquals(List.of(other, later), listed("&after=" + day(5)));
        assertEquals(List.of(sooner), listed("&before=" + day(5)));
    }

    @Test
    void aTopicsListHoldsThoseBelowItAndNoOthers() {
        var below = grant("acme", "offers.shoes", Acts.newcomer(), day(1));
        grant("acme", "events", Acts.newcomer(), day(1));
        assertEquals(List.of(below), listed("&topic=offers"));
    }

    @Test
    void whatSomethingElseEndedOrOutlastsIsNotShown() {
        var withdrawn = Acts.newcomer();
        grant("acme", "offers", withdrawn, day(1));
        Acts.withdraw(withdrawn, "offers").then().statusCode(201);
        var renewed = Acts.newcomer();
        grant("acme", "offers", renewed, day(1));
        var renewal = grant("acme", "offers", renewed, day(2));
        var wider = Acts.newcomer();
        grant("acme", "offers.shoes", wider, day(1));
        var wide = grant("acme", "offers", wider, day(3));
        var endless = Acts.newcomer();
        grant("acme", "offers", endless, day(1));
        Acts.grant(endless, "offers").then().statusCode(201);
        assertEquals(List.of(renewal, wide), listed(""));
    }

    @Test
    void theListIsReadInParts() {
        var all = new ArrayList<String>();
        for (var i = 0; i < 7; i++) all.add(grant("acme", "offers", Acts.newcomer(), day(1)));
        var read = new ArrayList<String>();
        var cursor = "";
        do {
            var part = call(Caller.ADMIN, "&limit=3" + cursor);
            read.addAll(part.jsonPath().<String>getList("consents.grant"));
            var next = part.jsonPath().getString("next");
            cursor = next == null ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
        assertEquals(all.stream().sorted().toList(), read);
    }

    @Test
    void aSenderSeesItsOwnControllersAndPeopleByItsOwnIds() {
        var ana = Acts.newcomer();
        var granted = sender("globex-mailer")
                .body(body("globex", "offers", ana, day(4)))
                .post("/v1/grants");
        grant("acme", "offers", ana, day(4));
        var seen = sender("globex-mailer")
                .get(path(""))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertEquals(List.of(granted.jsonPath().getString("id")), seen.getList("consents.grant"));
        assertEquals(granted.jsonPath().getString("person"), seen.getString("consents[0].person"));
        sender("globex-mailer").get(path("&controller=acme")).then().statusCode(403);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=1001, limit",
        "limit=x, limit",
        "cursor=x, cursor",
        "after=today, after",
        "controller=A, controller",
        "topic=%20, topic"
    })
    void whatIsAskedWronglyIsNamed(String query, String field) {
        careless(Api.token(Caller.ADMIN))
                .urlEncodingEnabled(false)
                .get(path("&" + query))
                .then()
                .statusCode(400)
                .body("errors[0].field", is(field));
        careless(Api.token(Caller.ADMIN))
                .get("/v1/consents/expiring")
                .then()
                .statusCode(400)
                .body("errors[0].field", is("before"));
    }

    @Test
    void subscribersAreToldOnceWhenAYesHasEnded() throws Exception {
        var ended = grant("acme", "offers", Acts.newcomer(), day(1));
        var endedToo = grant("acme", "events", Acts.newcomer(), day(1));
        var notYet = grant("acme", "offers", Acts.newcomer(), day(3));
        var withdrawn = Acts.newcomer();
        var overtaken = grant("acme", "offers", withdrawn, day(1));
        Acts.withdraw(withdrawn, "offers").then().statusCode(201);

        clock.set(day(1).minusMillis(100));
        teller.tell();
        assertEquals(0, told(ended));

        clock.set(day(1));
        tellAtOnce();
        tellAtOnce();

        assertEquals(List.of(1L, 1L, 0L, 0L), List.of(told(ended), told(endedToo), told(notYet), told(overtaken)));
        var change = database.rows("""
                select c ->> 'type', c ->> 'controller', c #>> '{data,topic}', c ->> 'version', (c ->> 'id') <> (c #>> '{data,grant}')
                from outbox, json_array_elements(changes::json) c
                where c ->> 'type' = 'consent.expired' and c #>> '{data,grant}' = ?""", ended).getFirst();
        assertEquals(List.of("consent.expired", "acme", "offers", "1", "t"), change);
        assertFalse(listed("&after=" + day(0)).contains(overtaken));
    }

    /** As when several instances wake up together. */
    private void tellAtOnce() throws Exception {
        try (var instances = Executors.newFixedThreadPool(4)) {
            var all = IntStream.range(0, 4)
                    .<Callable<Void>>mapToObj(_ -> () -> {
                        teller.tell();
                        return null;
                    })
                    .toList();
            for (var one : instances.invokeAll(all)) one.get();
        }
    }

    private long told(String grant) {
        return database.count("""
                select count(*) from outbox, json_array_elements(changes::json) c
                where c ->> 'type' = 'consent.expired' and c #>> '{data,grant}' = ?""", grant);
    }

    private Instant day(int day) {
        return from.plus(Duration.ofDays(day));
    }

    private String grant(String controller, String topic, String who, Instant expires) {
        var granted =
                staff(Caller.ADMIN).body(body(controller, topic, who, expires)).post("/v1/grants");
        assertEquals(201, granted.statusCode(), granted::asString);
        return UUID.fromString(granted.jsonPath().getString("id")).toString();
    }

    private static String body(String controller, String topic, String who, Instant expires) {
        return """
                {"contact": "%s", "controller": "%s", "topic": "%s", "channel": "email", "expiresAt": "%s",
                 "notice": {"id": "%s-marketing", "version": 1}, "evidence": {"method": "form"}}""".formatted(who, controller, topic, expires, controller);
    }

    private List<String> listed(String more) {
        return call(Caller.COMPLIANCE, more).jsonPath().getList("consents.grant");
    }

    private Response call(String role, String more) {
        var answer = staff(role).urlEncodingEnabled(false).get(path(more));
        assertEquals(200, answer.statusCode(), answer::asString);
        return answer;
    }

    private String path(String more) {
        var path = "/v1/consents/expiring?";
        if (!more.contains("before=")) path += "before=" + day(10) + "&";
        if (!more.contains("after=")) path += "after=" + from + "&";
        return (path + more).replace("&&", "&").replaceAll("&$", "");
    }
}
