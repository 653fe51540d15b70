package dev.askfirst.consent.event;

import static dev.askfirst.consent.event.OptIns.FORM;
import static dev.askfirst.consent.event.OptIns.answer;
import static dev.askfirst.consent.event.OptIns.ask;
import static dev.askfirst.consent.event.OptIns.confirm;
import static dev.askfirst.consent.event.OptIns.grant;
import static dev.askfirst.consent.event.OptIns.press;
import static dev.askfirst.consent.event.OptIns.question;
import static dev.askfirst.platform.Api.anybody;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.senderToken;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A yes that counts only once its person has confirmed it: once, in time, and not against a later no. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class DoubleOptInTest {

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Inject
    DemoCatalog catalog;

    @AfterEach
    void asItWas() {
        clock.reset();
        catalog.again();
    }

    @Test
    void aConfirmedYesIsInForceForTheNextQuestion() {
        var ana = Acts.newcomer();
        var asked = ask(ana);
        assertEquals("pending", asked.getString("state"));
        assertEquals("deny consent_pending", answer(ana));
        confirm(asked.getString("confirmToken"))
                .then()
                .statusCode(200)
                .body("state", is("given"), "id", is(asked.getString("id")));
        assertEquals("permit", answer(ana));
        assertEquals(
                asked.getString("id"),
                Api.ask("acme-mailer", question(ana)).jsonPath().getString("grant"));
    }

    @Test
    void theConfirmationIsAnActOfItsOwnWithItsOwnEvidence() {
        var ana = Acts.newcomer();
        var asked = ask(ana);
        press(asked.getString("confirmToken")).then().statusCode(200);
        var rows = database.rows("""
                select c.kind, c.body ->> 'method', c.body -> 'by' ->> 'subject', c.body ->> 'grade', c.body -> 'notice' ->> 'id'
                from consent_event c where c.body ->> 'confirms' = ?""", asked.getString("id"));
        assertEquals(List.of(List.of("confirmation", "page", "link", "full", "acme-marketing")), rows);
    }

    @Test
    void onThePageLookingChangesNothingAndTheButtonConfirmsOnce() {
        var ana = Acts.newcomer();
        var path = "/c/" + ask(ana).getString("confirmToken");
        for (var i = 0; i < 3; i++) {
            anybody().get(path).then().statusCode(200).body(containsString("May Acme Shoes write to you?"));
            anybody().head(path).then().statusCode(200);
        }
        assertEquals("deny consent_pending", answer(ana));
        anybody().get(path).then().body(containsString("I can stop it at any time"));
        anybody().contentType(FORM).body("").post(path).then().statusCode(400);
        assertEquals("deny consent_pending", answer(ana));
        anybody().contentType(FORM).body("answer=yes").post(path).then().statusCode(200);
        assertEquals("permit", answer(ana));
        anybody()
                .contentType(FORM)
                .body("answer=yes")
                .post(path)
                .then()
                .statusCode(200)
                .body(containsString("that is confirmed"), not(containsString("ana")));
        assertEquals("permit", answer(ana));
    }

    @Test
    void theOtherButtonSaysNoAndTheLinkIsSpent() {
        var ana = Acts.newcomer();
        var path = "/c/" + ask(ana).getString("confirmToken");
        anybody().contentType(FORM).body("answer=no").post(path).then().statusCode(200);
        assertEquals("deny consent_refused", answer(ana));
        anybody().contentType(FORM).body("answer=yes").post(path).then().statusCode(409);
        assertEquals("deny consent_refused", answer(ana));
    }

    @Test
    void whatWasNeverGivenOutConfirmsNothing() {
        for (var token : List.of("x", "AAAA", UUID.randomUUID().toString())) {
            press(token).then().statusCode(404);
            anybody().get("/c/" + token).then().statusCode(404);
            confirm(token).then().statusCode(400);
        }
    }

    @Test
    void aTokenWorksOnce() {
        var token = ask(Acts.newcomer()).getString("confirmToken");
        confirm(token).then().statusCode(200);
        confirm(token)
                .then()
                .statusCode(409)
                .body("type", is("/problems/conflict"), "detail", containsString("grants"));
    }

    @Test
    void ofManyAtOnceOneConfirms() throws Exception {
        var token = ask(Acts.newcomer()).getString("confirmToken");
        try (var threads = Executors.newFixedThreadPool(8)) {
            Callable<Integer> press = () -> confirm(token).statusCode();
            var codes = threads.invokeAll(Collections.nCopies(16, press)).stream()
                    .map(java.util.concurrent.Future::resultNow)
                    .sorted()
                    .toList();
            assertEquals(1, Collections.frequency(codes, 200), codes::toString);
            assertEquals(15, Collections.frequency(codes, 409), codes::toString);
        }
    }

    @Test
    void aTokenLapsesAfterSevenDays() {
        var ana = Acts.newcomer();
        var early = ask(ana).getString("confirmToken");
        clock.advance(Duration.ofDays(7).minusSeconds(5));
        confirm(early).then().statusCode(200);
        var late = ask(Acts.newcomer()).getString("confirmToken");
        clock.advance(Duration.ofDays(7));
        confirm(late).then().statusCode(409).body("detail", containsString("lapsed"));
    }

    @Test
    void aNoOvertakesWhatWaitsToBeConfirmed() {
        var ana = Acts.newcomer();
        var token = ask(ana).getString("confirmToken");
        Acts.object(ana).then().statusCode(201);
        confirm(token).then().statusCode(409).body("detail", containsString("overtaken"));
        assertEquals("deny objected consent_withdrawn", answer(ana));
    }

    @Test
    void askingAgainRenewsTheToken() {
        var ana = Acts.newcomer();
        var first = ask(ana).getString("confirmToken");
        var second = ask(ana).getString("confirmToken");
        confirm(first).then().statusCode(409).body("detail", containsString("anew"));
        confirm(second).then().statusCode(200);
        assertEquals("permit", answer(ana));
    }

    @Test
    void untilItIsConfirmedAnOlderYesStands() {
        var ana = Acts.newcomer();
        confirm(ask(ana).getString("confirmToken")).then().statusCode(200);
        var again = ask(ana);
        assertEquals("given", again.getString("state"));
        assertEquals("permit", answer(ana));
        confirm(again.getString("confirmToken")).then().statusCode(200);
    }

    /** Asking for consent is itself a message. */
    @Test
    void askingIsLimitedToTwiceInThirtyDays() {
        var ana = Acts.newcomer();
        ask(ana);
        clock.advance(Duration.ofDays(10));
        ask(ana);
        var refused = grant(staff("admin"), ana).then().statusCode(429).body("type", is("/problems/asked-too-often"));
        var wait = Duration.ofSeconds(Long.parseLong(refused.extract().header("Retry-After")));
        assertTrue(wait.compareTo(Duration.ofDays(20)) <= 0 && wait.compareTo(Duration.ofDays(19)) > 0, wait::toString);
        assertEquals("2", events(ana));
        clock.advance(Duration.ofDays(20));
        ask(ana);
    }

    @Test
    void aSenderCannotConfirmForThePerson() {
        var ana = Acts.newcomer();
        var asked = grant(sender("acme-mailer"), ana)
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        assertEquals(Optional.empty(), Optional.ofNullable(asked.getString("confirmToken")));
        var token = ask(Acts.newcomer()).getString("confirmToken");
        careless(senderToken("acme-mailer"))
                .body("{\"token\": \"%s\"}".formatted(token))
                .post("/v1/grants/confirm")
                .then()
                .statusCode(403);
    }

    @Test
    void aSenderThatDeliversTheRequestItselfMayAndProvesLess() {
        catalog.replace(catalog.document().withSenders(delivering("acme-mailer")));
        var ana = Acts.newcomer();
        var asked = grant(sender("acme-mailer"), ana)
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        sender("acme-mailer")
                .body("{\"token\": \"%s\"}".formatted(asked.getString("confirmToken")))
                .post("/v1/grants/confirm")
                .then()
                .statusCode(200);
        assertEquals(
                List.of(List.of("partial"), List.of("partial")),
                database.rows(
                        "select body ->> 'grade' from consent_event where id = ? or body ->> 'confirms' = ?",
                        UUID.fromString(asked.getString("id")),
                        asked.getString("id")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"globex-mailer", "agency"})
    void ofAnotherControllersRequestNobodyLearnsAnything(String other) {
        catalog.replace(catalog.document().withSenders(delivering("globex-mailer")));
        var token = ask(Acts.newcomer()).getString("confirmToken");
        var status = careless(senderToken(other))
                .body("{\"token\": \"%s\"}".formatted(token))
                .post("/v1/grants/confirm")
                .statusCode();
        assertEquals(other.equals("agency") ? 403 : 404, status);
    }

    private List<CatalogDocument.Sender> delivering(String id) {
        return catalog.document().senders().stream()
                .map(it -> it.id().equals(id)
                        ? new CatalogDocument.Sender(
                                id,
                                it.name(),
                                it.names(),
                                it.controllers(),
                                it.channels(),
                                it.topics(),
                                it.mayBeCritical(),
                                true,
                                it.opensVisits(),
                                it.enforcement(),
                                it.rate(),
                                it.mailbox(),
                                it.softBounces(),
                                it.authorshipCheck())
                        : it)
                .toList();
    }

    private String events(String contact) {
        var person = staff("admin")
                .body("{\"contact\": \"%s\"}".formatted(contact))
                .post("/v1/persons/lookup")
                .jsonPath()
                .getString("person");
        return Long.toString(
                database.count("select count(*) from consent_event where person_id = ?", UUID.fromString(person)));
    }
}
