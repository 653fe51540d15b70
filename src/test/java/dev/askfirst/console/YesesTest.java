package dev.askfirst.console;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.log.Sealing;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.search.moves.Counting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How yeses move: what is counted, of when, and where the rows lead. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class YesesTest {

    private static final Duration AHEAD = Duration.ofDays(1400);
    private static int weeks;

    @Inject
    TestClock clock;

    @Inject
    Sealing sealing;

    @Inject
    Counting counting;

    @Inject
    Database database;

    private final String mark = UUID.randomUUID().toString().substring(0, 8);
    private Staff staff;

    /** Each test has weeks of its own, in which nobody else does anything. */
    @BeforeEach
    void aTimeOfItsOwn() {
        clock.advance(AHEAD.plusDays(70L * weeks++));
        enter();
    }

    /** Again, after a day or more: a session does not last longer. */
    private void enter() {
        staff = Staff.signedIn("compliance", Duration.ofDays(2990));
    }

    @AfterEach
    void present() {
        clock.reset();
    }

    @Test
    void theShareOfThoseWhoWereAskedAndSaidYes() {
        var ana = Acts.newcomer();
        grant(ana, "https://acme.example/%s?utm_campaign=autumn-%s&email=ana".formatted(mark, mark));
        // Another yes of the same person in the same week makes them no second person.
        Acts.grant(ana, "events");
        refuse(Acts.newcomer());
        var token = Acts.asked(Acts.newcomer());
        assertTrue(page().contains("3 people were asked; one of them said yes (33 %)."), page());
        staff("admin").body("{\"token\": \"%s\"}".formatted(token)).post("/v1/grants/confirm");
        var page = page();
        assertTrue(page.contains("3 people were asked; 2 of them said yes (67 %)."), page);
        assertTrue(page.contains("3 yeses were made, and one no."), page);
        assertTrue(page.contains("acme-marketing, version 1"), page);
        assertTrue(page.contains("acme.example/" + mark + "</a>"), page);
        assertFalse(page.contains("email=ana"), "nothing of a source that may name somebody");
    }

    @Test
    void aStopIsCountedForTheMailThatCameBeforeIt() {
        var ana = Acts.newcomer();
        var ben = Acts.newcomer();
        for (var contact : new String[] {ana, ben}) {
            grant(contact, "https://acme.example/join");
            ask("acme-mailer", about(contact, "\"message\": {\"campaign\": \"early-%s\"}".formatted(mark)));
        }
        String last = ask("acme-mailer", about(ana, "\"message\": {\"campaign\": \"late-%s\"}".formatted(mark)))
                .path("id");
        Acts.withdraw(ana, "offers");
        var page = page();
        assertTrue(page.contains("One no followed on 3 permitted messages: 333.3 in a thousand."), page);
        assertEquals("1 1 1000.0", driven(page, "late-" + mark));
        assertEquals("2 0 0.0", driven(page, "early-" + mark));
        assertEquals("3 1 333.3", driven(page, "Acme newsletter system"));
        assertTrue(followed(page, "late-" + mark).contains(last), "the row leads to the messages");
        assertTrue(followed(page, "Acme newsletter system").contains(last));
        assertTrue(page.contains("/console/yeses?weeks=4&amp;sort=-campaigns.rate#campaigns"), page);
        var rising = sorted("campaigns.rate");
        assertTrue(rising.indexOf("early-" + mark) < rising.indexOf("late-" + mark), rising);
        var turned = sorted("-campaigns.rate");
        assertTrue(turned.indexOf("late-" + mark) < turned.indexOf("early-" + mark), turned);
    }

    private String sorted(String by) {
        return staff.get("/console/yeses?weeks=4&sort=" + by).asString();
    }

    @Test
    void aNoThatCameLongAfterTheLastMailStopsNone() {
        var ana = Acts.newcomer();
        grant(ana, "https://acme.example/join");
        ask("acme-mailer", about(ana));
        clock.advance(Duration.ofDays(8));
        Acts.withdraw(ana, "offers");
        assertTrue(page().contains("No no followed on one permitted message"), page());
    }

    @Test
    void rowsLeadToTheirEntriesWithTimeAndFilter() {
        String yes = grant(Acts.newcomer(), "https://acme.example/%s".formatted(mark));
        Acts.grant(Acts.newcomer(), "events");
        var page = page();
        for (var row : new String[] {"acme-marketing, version 1", "acme.example/" + mark})
            assertTrue(followed(page, row).contains(yes), row);
        var offers = staff.get("/console/entries?kind=act&topic=offers&notice=acme-marketing%2F1")
                .asString();
        assertTrue(offers.contains(yes), "more filters together");
        for (var wrong : new String[] {"notice=x", "campaign=a&person=" + UUID.randomUUID(), "source=a%0Ab"})
            assertTrue(staff.get("/console/entries?" + wrong).asString().contains("role=\"alert\""), wrong);
    }

    @Test
    void oneControllerCanBeLookedAtAlone() {
        grant(Acts.newcomer(), "https://acme.example/join");
        page();
        var other = staff.get("/console/yeses?weeks=4&controller=globex").asString();
        assertTrue(other.contains("Nobody was asked."), other);
        for (var query : new String[] {"?weeks=x", "?weeks=52&controller=%3Cb%3E", "?controller=nobody"})
            staff.get("/console/yeses" + query).then().statusCode(200);
    }

    @Test
    void rareNamesAreForgottenAfterAMonth() {
        grant(Acts.newcomer(), "https://acme.example/" + mark);
        page();
        assertEquals(1, named());
        counting.forget();
        assertEquals(1, named(), "not at once");
        clock.advance(Duration.ofDays(32));
        counting.forget();
        assertEquals(0, named());
        enter();
        assertTrue(staff.get("/console/yeses?weeks=12").asString().contains("all others"));
    }

    @Test
    void whatSendersMakeUpDoesNotGrowWithoutEnd() {
        var ana = Acts.newcomer();
        var questions = new StringBuilder();
        for (var i = 0; i < 120; i++) {
            if (i > 0) questions.append(',');
            var campaign = "\"message\": {\"campaign\": \"%s-%d\"}".formatted(mark, i);
            questions.append(about(ana, campaign).replace("offers.shoes", "orders"));
        }
        sender("acme-mailer").body("{\"questions\": [" + questions + "]}").post("/v1/decisions/batch");
        page();
        assertEquals(
                100,
                database.count("select count(*) from yes_day where by = 'campaign' and value like ?", mark + "-%"));
    }

    private long named() {
        return database.count("select count(*) from yes_day where value = ?", "acme.example/" + mark);
    }

    private String page() {
        sealing.seal();
        counting.count();
        enter();
        return staff.get("/console/yeses?weeks=4")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    /** The numbers of a row. */
    private static String driven(String page, String name) {
        var row = Pattern.compile(Pattern.quote(name)
                        + "</a>.*?</th><td class=\"n\">(.*?)</td><td class=\"n\">(.*?)</td><td class=\"n\">(.*?)</td>")
                .matcher(page);
        assertTrue(row.find(), name + " is not in " + page);
        return row.group(1) + " " + row.group(2) + " " + row.group(3);
    }

    private String followed(String page, String name) {
        var link = Pattern.compile("<a href=\"(/console/entries[^\"]*)\">" + Pattern.quote(name))
                .matcher(page);
        assertTrue(link.find(), name + " leads nowhere in " + page);
        return staff.get(link.group(1).replace("&amp;", "&"))
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private String grant(String contact, String source) {
        return sender("acme-mailer")
                .body("""
                        {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email",
                         "notice": {"id": "acme-marketing", "version": 1, "language": "en"},
                         "evidence": {"method": "form", "source": "%s"}}""".formatted(contact, source))
                .post("/v1/grants")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static void refuse(String contact) {
        sender("acme-mailer")
                .body("""
                        {"contact": "%s", "controller": "acme", "topic": "offers", "evidence": {"method": "form"}}""".formatted(contact))
                .post("/v1/refusals")
                .then()
                .statusCode(201);
    }
}
