package dev.askfirst.provider;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.decision.Questions;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a provider tells is on record, and binds the next question; what it did not tell does nothing. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ProviderResourceTest {

    @Inject
    DemoCatalog catalog;

    @Inject
    Database database;

    @Inject
    Providers them;

    @ConfigProperty(name = "askfirst.public-url")
    String origin;

    private String ana;

    @BeforeEach
    void connections() throws IOException {
        ana = Acts.newcomer();
        Providers.secrets();
        catalog.replace(catalog.document().withConnections(Providers.connections()));
    }

    @AfterEach
    void theDemoAgain() {
        catalog.again();
        database.execute("delete from provider_event");
    }

    @Test
    void aBounceOfAPermitSilencesTheAddress() {
        Acts.grant(ana, "offers");
        var permit = Api.ask("acme-mailer", Questions.about(ana)).jsonPath().getString("id");
        var told = them.sendGrid(
                """
                [{"event": "bounce", "type": "bounce", "email": "%s", "sg_event_id": "%s", "reason": "550 5.1.1 no such user",
                  "timestamp": %d, "askfirst_decision": "%s"}]""".formatted(address(), UUID.randomUUID(), them.now().getEpochSecond(), permit));
        told.then().statusCode(200).body("events", is(1));
        assertEquals("deny suppressed", Questions.answer(ana));
        assertEquals(
                "bounced",
                database.value("select outcome from outcome where decision_id = ?::uuid", permit)
                        .orElseThrow());
        assertEquals(
                "connection/sendgrid",
                database.value("select by ->> 'subject' from outcome where decision_id = ?::uuid", permit)
                        .orElseThrow());
    }

    @Test
    void aDecisionOfAnotherSenderIsNoneAndTheAddressCounts() {
        Acts.grant(ana, "offers");
        them.sendGrid("""
                [{"event": "spamreport", "email": "%s", "sg_event_id": "%s", "askfirst_decision": "%s"}]""".formatted(address(), UUID.randomUUID(), UUID.randomUUID()))
                .then()
                .statusCode(200);
        assertEquals("deny suppressed", Questions.answer(ana));
    }

    @Test
    void everyProviderEndsMessages() {
        var events = Map.<String, java.util.function.Supplier<Response>>of(
                "sendgrid",
                        () -> them.sendGrid("[{\"event\": \"unsubscribe\", \"email\": \"%s\", \"sg_event_id\": \"%s\"}]"
                                .formatted(address(), UUID.randomUUID())),
                "mailgun",
                        () -> them.mailgun(
                                UUID.randomUUID().toString(),
                                "{\"event\": \"unsubscribed\", \"id\": \"%s\", \"recipient\": \"%s\"}"
                                        .formatted(UUID.randomUUID(), address())),
                "postmark",
                        () -> them.post(
                                "postmark",
                                "",
                                Provider.login(
                                        "post:mark",
                                        "{\"RecordType\": \"SpamComplaint\", \"ID\": %d, \"Email\": \"%s\"}"
                                                .formatted(Math.abs(ana.hashCode()), address()))),
                "brevo",
                        () -> them.post(
                                "brevo",
                                "",
                                Provider.login(
                                        "bre:vo",
                                        "{\"event\": \"hard_bounce\", \"email\": \"%s\"}".formatted(address()))),
                "ses",
                        () -> them.post(
                                "ses",
                                "",
                                them.notification(
                                        "{\"eventType\": \"Complaint\", \"complaint\": {\"complainedRecipients\": [{\"emailAddress\": \"%s\"}]}}"
                                                .formatted(address()))),
                "standard",
                        () -> them.standard(
                                "{\"type\": \"reply\", \"address\": \"%s\", \"text\": \"STOP\"}".formatted(address())));
        events.forEach((adapter, event) -> {
            ana = Acts.newcomer();
            Acts.grant(ana, "offers");
            assertEquals("permit", Questions.answer(ana), adapter);
            event.get().then().statusCode(200).body("events", is(1));
            assertTrue(Questions.answer(ana).startsWith("deny"), adapter);
        });
    }

    @Test
    void aTextThatSaysStopIsANoWhateverItsLanguage() {
        var number = "+4915" + (100_000_000 + Math.abs(ana.hashCode()) % 899_999_999);
        var url = origin + "/in/twilio";
        var sent = Provider.twilio(
                "key-twilio",
                url,
                Map.of("MessageSid", "SM" + UUID.randomUUID(), "From", number, "Body", "BAJA", "OptOutType", "STOP"));
        them.post("twilio", "", sent).then().statusCode(200).body("events", is(1));
        var answer = Api.ask(
                "acme-texter", "{\"to\": \"tel:%s\", \"channel\": \"sms\", \"topic\": \"offers\"}".formatted(number));
        assertTrue(answer.jsonPath().getList("reasons.code").contains("consent_withdrawn"), answer::asString);
    }

    @Test
    void theSameEventCountsOnce() {
        Acts.grant(ana, "offers");
        var body = "[{\"event\": \"unsubscribe\", \"email\": \"%s\", \"sg_event_id\": \"%s\"}]"
                .formatted(address(), UUID.randomUUID());
        for (var i = 0; i < 4; i++) them.sendGrid(body).then().statusCode(200);
        assertEquals(2, acts());
    }

    @Test
    void whatWasBegunWhenTheServiceDiedIsDoneOnce() {
        Acts.grant(ana, "offers");
        var id = UUID.randomUUID().toString();
        var body =
                "[{\"event\": \"unsubscribe\", \"email\": \"%s\", \"sg_event_id\": \"%s\"}]".formatted(address(), id);
        them.sendGrid(body).then().statusCode(200);
        // As if it had died before it could note that this is done.
        database.execute(
                "update provider_event set done = false where id = ?::uuid", ProviderEvents.id("sendgrid", id));
        them.sendGrid(body).then().statusCode(200);
        assertEquals(2, acts());
    }

    private long acts() {
        return database.count("select count(*) from consent_event where person_id = ?::uuid", Persons.idOf(ana));
    }

    @Test
    void addressesThatTakeNothingForNowAreCounted() {
        Acts.grant(ana, "offers");
        for (var i = 0; i < 2; i++) soft("soft" + ana + i);
        soft("soft" + ana + 1);
        assertEquals("permit", Questions.answer(ana));
        soft("soft" + ana + 2);
        assertEquals("deny suppressed", Questions.answer(ana));
    }

    private void soft(String id) {
        them.standard("{\"type\": \"soft_bounce\", \"id\": \"%s\", \"address\": \"%s\"}".formatted(id, address()))
                .then()
                .statusCode(200);
    }

    @Test
    void whatIsNotSignedDoesNothing() {
        Acts.grant(ana, "offers");
        var body = "[{\"event\": \"unsubscribe\", \"email\": \"%s\", \"sg_event_id\": \"x\"}]".formatted(address());
        var sent = Provider.sendGrid(them.now(), body);
        var changed = sent.body().clone();
        changed[changed.length - 5] ^= 1;
        them.post("sendgrid", "", sent.with(changed)).then().statusCode(401);
        them.post("sendgrid", "", Provider.sendGrid(them.now().minusSeconds(3600), body))
                .then()
                .statusCode(401);
        for (var days : new long[] {-366, 366})
            them.post("sendgrid", "", Provider.sendGrid(them.now().plusSeconds(days * 86_400), body))
                    .then()
                    .statusCode(401);
        them.post("postmark", "", Provider.login("post:marks", body)).then().statusCode(401);
        them.post("ses", "", sent).then().statusCode(401);
        them.post("nobody", "", sent).then().statusCode(404);
        assertEquals("permit", Questions.answer(ana));
    }

    @Test
    void aTokenOfMailgunIsGoodForOneRequest() {
        Acts.grant(ana, "offers");
        var token = UUID.randomUUID().toString();
        them.mailgun(token, "{\"event\": \"delivered\", \"id\": \"%s\"}".formatted(token))
                .then()
                .statusCode(200);
        them.mailgun(
                        token,
                        "{\"event\": \"unsubscribed\", \"id\": \"%s\", \"recipient\": \"%s\"}"
                                .formatted(token, address()))
                .then()
                .statusCode(401);
        assertEquals("permit", Questions.answer(ana));
    }

    @Test
    void withoutItsSecretAConnectionAsksToTryAgain() throws IOException {
        Files.delete(Path.of("target/test-service/secrets/sendgrid"));
        them.sendGrid("[]").then().statusCode(503);
    }

    @Test
    void whatNobodyUnderstandsIsKeptForAHuman() {
        var id = UUID.randomUUID();
        them.standard("{\"type\": \"surprise\", \"id\": \"%s\", \"what\": 7}".formatted(id))
                .then()
                .statusCode(200);
        Api.staff("compliance")
                .get("/v1/connections/standard/kept")
                .then()
                .statusCode(200)
                .body("events.content.id", hasItem(id.toString()));
        them.standard("{\"type\": \"surprise\", \"id\": \"%s\", \"address\": \"%s\"}"
                        .formatted(UUID.randomUUID(), address()))
                .then()
                .statusCode(200);
        Api.staff("compliance")
                .get("/v1/replies")
                .then()
                .statusCode(200)
                .body("replies.text", hasItem(containsString("surprise")));
    }

    @Test
    void whatCannotBeReadIsKeptForAHumanAndNotSentAgain() {
        for (var body : List.of("", "null", "no JSON", "{\"event-data\": ", "[".repeat(5_000), "\"text\"")) {
            them.post("postmark", "", Provider.login("post:mark", body + ana))
                    .then()
                    .statusCode(200);
        }
        Api.staff("compliance")
                .get("/v1/connections/postmark/kept")
                .then()
                .statusCode(200)
                .body("events.content", hasItem("no JSON" + ana));
    }

    @Test
    void whateverAPersonWritesIsTaken() {
        for (var text :
                List.of("\\u0000stop\\u0000", "\\ud83d", "\\u202estop", "x".repeat(20_000) + "\\ud83d\\ude00", " ")) {
            them.standard("{\"type\": \"reply\", \"address\": \"%s\", \"text\": \"%s\"}".formatted(address(), text))
                    .then()
                    .statusCode(200);
            them.standard("{\"type\": \"unsubscribe\", \"address\": \"%s\", \"text\": \"%s\"}"
                            .formatted(address(), text))
                    .then()
                    .statusCode(200);
        }
    }

    private String address() {
        return ana.substring("mailto:".length());
    }
}
