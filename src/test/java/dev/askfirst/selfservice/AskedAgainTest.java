package dev.askfirst.selfservice;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.outbound.Follower;
import dev.askfirst.outbound.Mailing;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.contact.HashOfValue;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.person.key.Link;
import dev.askfirst.person.key.Links;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A yes that waits can be asked for once more: to the address alone, not often, and never after a no. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class AskedAgainTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BUTTON = "action=\"/me/again\"";

    @Inject
    Database database;

    @Inject
    Mailing mailing;

    @Inject
    Links links;

    @Inject
    TestClock clock;

    @AfterEach
    void itIsNow() {
        clock.reset();
    }

    @Test
    void theSameLetterComesAgainWithItsLinkAndTheActIsOnRecord() throws Exception {
        var ana = mailing.newcomer();
        var visit = Visiting.byLink(ana.contact(), "orders");
        visit.get("/me").then().body(containsString(BUTTON), containsString("At most once in five minutes"));
        clock.advance(Duration.ofMinutes(6));
        again(visit, ana).then().header("Location", containsString("doneAgain"));
        visit.get(again(visit, ana).getHeader("Location")).then().body(containsString("Nothing was sent"));
        var second = database.value(
                        "select id from letter where point_id = ? and kind = 'confirm' order by queued_at desc limit 1",
                        ana.point())
                .orElseThrow();
        Await.until(
                "the second letter",
                PATIENCE,
                () -> database.value("select result from letter where id = ?::uuid and result = 'sent'", second)
                        .isPresent());
        assertEquals(
                List.of(
                        List.of("grant", "letter", ""),
                        List.of("asked_again", "letter", ana.grant().toString())),
                database.rows("""
                        select kind, body ->> 'delivery', coalesce(body ->> 'asks', '') from consent_event
                        where person_id = ? and kind <> 'preferences' order by version""", Persons.idOf(ana.contact())));
        var first = mailing.received(mailing.recorded(ana));
        Visiting.press("/c/" + first.token().strip(), Map.of("answer", "yes"))
                .then()
                .statusCode(200);
        assertEquals("permit", Permits.outcome(ana.contact(), "newsletter"));
        visit.get("/me").then().body(not(containsString(BUTTON)));
        visit.get("/me/asked");
    }

    @Test
    void threeTimesADayAndNotForLongerThanBefore() throws Exception {
        var ana = mailing.newcomer();
        var visit = Visiting.byLink(ana.contact(), "orders");
        for (var time = 0; time < 3; time++) {
            clock.advance(Duration.ofMinutes(6));
            again(visit, ana).then().header("Location", containsString("doneAgain"));
        }
        clock.advance(Duration.ofMinutes(6));
        again(visit, ana).then().header("Location", containsString("wrongAgain"));
        assertEquals(4, letters(ana));
        clock.advance(Duration.ofDays(1));
        var later = Visiting.byLink(ana.contact(), "orders");
        again(later, ana).then().header("Location", containsString("doneAgain"));
        assertEquals(1, database.count("""
                        select count(distinct body ->> 'lapses') from letter where point_id = ? and kind = 'confirm'""", ana.point()));
        clock.advance(Duration.ofDays(6));
        var last = Visiting.byLink(ana.contact(), "orders");
        last.get("/me").then().body(not(containsString(BUTTON)));
        again(last, ana).then().header("Location", containsString("wrongAgain"));
        assertEquals(5, letters(ana));
    }

    @Test
    void nothingReachesWhoeverSaidNo() throws Exception {
        var ana = mailing.newcomer();
        var visit = Visiting.byLink(ana.contact(), "orders");
        clock.advance(Duration.ofMinutes(6));
        visit.post("/me/stop", Map.of("what", "everything")).then().statusCode(303);
        visit.get("/me").then().body(not(containsString(BUTTON)));
        again(visit, ana).then().header("Location", containsString("wrongAgain"));
        var suppressed = mailing.newcomer();
        var other = Visiting.byLink(suppressed.contact(), "orders");
        clock.advance(Duration.ofMinutes(6));
        Api.staff("admin")
                .body("{\"contact\": \"%s\", \"reason\": \"complaint\"}".formatted(suppressed.contact()))
                .post("/v1/suppressions")
                .then()
                .statusCode(201);
        other.get("/me").then().body(not(containsString(BUTTON)));
        again(other, suppressed).then().header("Location", containsString("wrongAgain"));
        assertEquals(2, letters(ana) + letters(suppressed));
    }

    /** Where no letter goes, whoever delivers requests by that channel is told again, with the link of the same yes. */
    @Test
    void aRequestByAnotherChannelIsToldOfAgain() {
        var bob = Acts.newNumber("+49151", 8);
        var grant = Api.sender("acme-texter")
                .body("""
                        {"contact": "%s", "controller": "acme", "topic": "newsletter", "channel": "sms",
                         "notice": {"id": "acme-marketing", "version": 1, "language": "en"},
                         "evidence": {"method": "form"}}""".formatted(bob))
                .post("/v1/grants")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");
        var visit = Visiting.by(link(bob));
        clock.advance(Duration.ofMinutes(6));
        var told = Follower.fromNow(() -> Api.staff("admin"), 100);
        visit.post(
                        "/me/again",
                        Map.of("controller", "acme", "topic", "newsletter", "channel", "sms", "point", point(bob)))
                .then()
                .header("Location", containsString("doneAgain"));
        var event = told.rest().stream()
                .filter(it -> it.get("type").asText().equals("confirmation.requested"))
                .findFirst()
                .orElseThrow();
        assertEquals(Persons.idOf(bob).toString(), event.get("subject").asText());
        assertEquals(grant, event.get("data").get("asks").asText());
        assertTrue(event.get("data").get("link").asText().endsWith("/c/" + links.sealGrant(UUID.fromString(grant))));
    }

    private String point(String contact) {
        return database.value("select point_id from contact_point where person_id = ?", Persons.idOf(contact))
                .orElseThrow();
    }

    private String link(String contact) {
        var hash = new HashOfValue(ContactKeys.hash(Contact.parse(contact)));
        var link = new Link(
                Link.Purpose.PAGE, new Addressee.AtHash("tel", hash), "acme", "newsletter", "sms", Instant.now());
        return "/p/" + links.seal(link);
    }

    @Test
    void nobodyAsksForAnother() throws Exception {
        var ana = mailing.newcomer();
        clock.advance(Duration.ofMinutes(6));
        again(Visiting.byLink(Visiting.somebody()), ana).then().statusCode(400);
        assertEquals(1, letters(ana));
    }

    private static Response again(Visiting visit, Mailing.Asked asked) {
        return visit.post(
                "/me/again",
                Map.of(
                        "controller", "acme",
                        "topic", "newsletter",
                        "channel", "email",
                        "point", asked.point().toString()));
    }

    private long letters(Mailing.Asked asked) {
        return database.count("select count(*) from letter where point_id = ? and kind = 'confirm'", asked.point());
    }
}
