package dev.askfirst.console;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.log.Sealing;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Staff prove a consent: what the page says, and what it says when there is nothing to prove. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ProveTest {

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Inject
    Sealing sealing;

    private Staff staff;
    private String ana;

    @BeforeEach
    void someone() {
        staff = Staff.signedIn("compliance");
        ana = Acts.newcomer();
    }

    @AfterEach
    void present() {
        clock.reset();
    }

    @Test
    void anAddressAsPeopleWriteItLeadsToTheProofInWords() {
        var yes = grant("offers");
        sealing.seal();
        var page = follow(post(Map.of("who", ana.replace("mailto:", "")))).statusCode(200);
        page.body(says("the person at " + ana.charAt(7)
                + "…@test.example agreed on a form at \u2068acme.example/join\u2069 to these words:"));
        page.body(says("Yes, Acme Shoes may write to me"), says("was permitted to write to this address"));
        page.body(says("it relied on this consent"), says("full: first-hand"), says("Acme"));
        page.body(says("<svg viewBox"), says("/console/prove/" + yes + "/everything.zip"));
        page.body(not(containsString(ana.replace("mailto:", ""))));
    }

    @Test
    void lookingIsOnRecord() {
        var yes = grant("offers");
        var id = Persons.idOf(ana);
        var before = looks(id);
        staff.get("/console/prove/" + yes).then().statusCode(200);
        assertEquals(before + 1, looks(id));
        post(Map.of("who", ana)).then().statusCode(303);
        assertEquals(before + 2, looks(id));
    }

    @Test
    void ofSeveralConsentsOneIsChosenAndATopicChoosesToo() {
        grant("offers");
        var events = grant("events");
        var page = follow(post(Map.of("who", ana))).statusCode(200);
        page.body(says("This person said yes twice."), says(events), says("<td>in force</td>"));
        Acts.withdraw(ana, "events");
        follow(post(Map.of("who", ana))).body(says("<td>withdrawn</td>"));
        var chosen = post(Map.of("who", ana, "topic", "events"));
        assertEquals("/console/prove/" + events, path(staff.get(path(chosen))));
        follow(post(Map.of("who", ana, "topic", "newsletter"))).body(says("never said yes to that"));
    }

    @Test
    void whatCameAfterTheInstantIsShownAndMarked() throws Exception {
        var yes = grant("offers");
        clock.advance(Duration.ofMinutes(20));
        var between = clock.read();
        clock.advance(Duration.ofMinutes(20));
        Acts.withdraw(ana, "offers");
        staff.get("/console/prove/" + yes + "?at=" + between)
                .then()
                .statusCode(200)
                .body(says("Consent withdrawn"), says("after the instant asked about"), says("relied on this consent"));
        staff.get("/console/prove/" + yes)
                .then()
                .statusCode(200)
                .body(says("was not permitted"), says("Consent withdrawn"))
                .body(not(containsString("after the instant asked about")));
    }

    @Test
    void aPermitLeadsToTheYesThatItReliedOn() {
        grant("offers");
        String permit = ask("acme-mailer", about(ana)).path("id");
        staff.get("/console/prove/" + permit)
                .then()
                .statusCode(200)
                .body(says("agreed on a form"), says("got a permit that relied on this consent"))
                .body(says("it comes out the same"));
        staff.get("/console/entries/" + permit).then().body(says("/console/prove/" + permit));
        String denied = ask("acme-mailer", about(Acts.newcomer())).path("id");
        wrong(denied, "relied on no yes");
    }

    @Test
    void aWithdrawalLeadsToTheYesThatItTookBack() {
        var yes = grant("offers");
        String no = Acts.withdraw(ana, "offers").path("id");
        staff.get("/console/prove/" + no).then().statusCode(200).body(says("/console/entries/" + yes));
        String alone = Acts.withdraw(Acts.newcomer(), "offers").path("id");
        wrong(alone, "no yes that was given before");
    }

    @Test
    void aYesThatNobodyConfirmedIsNotCalledAConsent() {
        var token = Acts.asked(ana);
        follow(post(Map.of("who", ana))).body(says("nobody had confirmed it"), says("was not permitted"));
        staff("admin")
                .body("{\"token\": \"%s\"}".formatted(token))
                .post("/v1/grants/confirm")
                .then()
                .statusCode(200);
        follow(post(Map.of("who", ana))).body(says("confirmed it from that address on"), says("was permitted"));
    }

    @Test
    void anInstantBeforeAnythingFindsNothingAndSaysWhatCameLater() {
        grant("offers");
        grant("events");
        var page = follow(post(Map.of("who", ana, "at", "2001-01-01 10:00"))).statusCode(200);
        page.body(
                says("On 1 January 2001 at 10:00 UTC this person had not said yes"),
                says("after the instant asked about"));
        String one = grant("newsletter");
        staff.get("/console/prove/" + one + "?at=2001-01-01T10:00:00Z")
                .then()
                .statusCode(200)
                .body(says("the instant asked about, this had not been said yet"), says("was not permitted"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ana                     |                  | 400 | That is no address
            <b>ana@test.example     |                  | 400 | That is no address
            +33 nonsense            |                  | 400 | That is no address
            nobody@test.example     |                  | 404 | Nobody is known by this address
            nobody@test.example     | yesterday        | 400 | The instant cannot be read
            01a202b2-c57b-774b-9a55-0a4c7c1d2e3f |     | 404 | There is no entry with this id
            """)
    void whatIsWrongStaysInTheFormWithWhatWasTyped(String who, String at, int status, String said) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("who", who);
        if (at != null) fields.put("at", at);
        var reply = post(fields);
        if (reply.statusCode() == 303) reply = staff.get(path(reply));
        reply.then()
                .statusCode(status)
                .body(says(said), says("value=\"" + who.replace("<", "&lt;").replace(">", "&gt;") + "\""));
        if (at != null) reply.then().body(says("value=\"" + at + "\""));
    }

    @Test
    void nothingIsProvedAboutTheFuture() {
        var yes = grant("offers");
        staff.get("/console/prove/" + yes + "?at=9000-01-01T00:00:00Z")
                .then()
                .statusCode(400)
                .body(says("still to come"));
        staff.get("/console/prove/" + yes + "?at=%3Cscript%3E")
                .then()
                .statusCode(400)
                .body(not(containsString("<script>")));
    }

    @Test
    void entriesOfAnotherKindAreNamed() {
        grant("offers");
        var id = Persons.idOf(ana);
        post(Map.of("who", ana));
        var access = database.value("select id::text from access where person_id = ? limit 1", id)
                .orElseThrow();
        wrong(access, "of the kind “access”");
        wrong("1", "There is no entry with this id");
    }

    @Test
    void ofWhoeverWasErasedNothingIsSaid() {
        var yes = grant("offers");
        var id = Persons.idOf(ana);
        assertEquals(200, staff("admin").delete("/v1/persons/" + id).statusCode());
        follow404(post(Map.of("who", ana)), "Nobody is known by this address");
        wrong(yes, "erased");
        staff.get("/console/prove/of/" + id).then().statusCode(404);
    }

    @Test
    void theHomePageAsksSixQuestions() {
        var page = staff.get("/console").then().statusCode(200);
        page.body(says("Prove a consent"), says("Who sent without asking?"), says("How fast is a no?"));
        page.body(says("Hand over a sender"), says("How do yeses move?"), says("Which letters are not personal?"));
        Staff.signedIn("admin").get("/console").then().statusCode(303);
        assertEquals(403, Staff.signedIn("admin").get("/console/prove").statusCode());
    }

    /** What a sender writes as the source stands in the sentence as a text, and turns nothing around. */
    @Test
    void aHostileSourceIsOnlyText() {
        var yes = grant(
                "offers",
                "https://x.example/<script>alert(1)</script>\u0645\u0631\u062d\u0628\u0627" + "y".repeat(400));
        var page = staff.get("/console/prove/" + yes).asString();
        assertFalse(page.contains("<script>alert"), page);
        var lead = page.replaceAll("(?s).*<p class=\"lead\">(.*?)</p>.*", "$1");
        assertTrue(lead.contains("\u2068x.example/&lt;script&gt;"), lead);
        assertTrue(lead.length() < 600, lead);
    }

    private String grant(String topic) {
        return grant(topic, "https://acme.example/join");
    }

    private String grant(String topic, String source) {
        return sender("acme-mailer")
                .body("""
                        {"contact": "%s", "controller": "acme", "topic": "%s", "channel": "email",
                         "notice": {"id": "acme-marketing", "version": 1, "language": "en"},
                         "evidence": {"method": "form", "source": "%s"}}""".formatted(ana, topic, source))
                .post("/v1/grants")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private Response post(Map<String, String> fields) {
        return staff.post("/console/prove", fields);
    }

    /** To where it leads in the end. */
    private ValidatableResponse follow(Response reply) {
        var now = reply;
        while (now.statusCode() == 303) now = staff.get(path(now));
        return now.then();
    }

    private void follow404(Response reply, String said) {
        reply.then().statusCode(404).body(says(said));
    }

    private void wrong(String id, String said) {
        staff.get("/console/prove/" + id).then().statusCode(404).body(allOf(says(said), says("value=\"" + id + "\"")));
    }

    private static String path(Response reply) {
        return reply.getHeader("Location").replaceFirst("^https?://[^/]+", "");
    }

    private static Matcher<String> says(String text) {
        return containsString(text);
    }

    private long looks(UUID id) {
        return database.count("select count(*) from access where person_id = ? and what in ('proof', 'lookup')", id);
    }
}
