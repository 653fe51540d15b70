package dev.askfirst.consent.portable;

import static dev.askfirst.consent.portable.Elsewhere.MADE;
import static dev.askfirst.consent.portable.Elsewhere.WORDS;
import static dev.askfirst.consent.portable.Elsewhere.bring;
import static dev.askfirst.consent.portable.Elsewhere.claims;
import static dev.askfirst.consent.portable.Elsewhere.document;
import static dev.askfirst.consent.portable.Elsewhere.send;
import static dev.askfirst.consent.portable.Elsewhere.yes;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestIssuer;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.json.Json;
import dev.askfirst.selfservice.Permits;
import dev.askfirst.selfservice.Visiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.junit.jupiter.api.Test;

/** What a person said goes along as a signed document, and is taken from another installation once, whole, and from nobody else. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class PortableTermsTest {

    @Inject
    Database database;

    private final String ana = Acts.newcomer();

    @Test
    void whatWasSaidStandsInADocumentThatThePublishedKeysConfirm() throws Exception {
        var person = Persons.who(ana);
        Acts.grant(ana, "newsletter");
        Acts.withdraw(ana, "events");
        Api.person(person)
                .header("If-Match", "*")
                .body("""
                        {"timeZone": "Europe/Rome", "locale": "it", "caps": [{"controller": "acme", "max": 2, "per": "P7D"}],
                         "windows": [{"topic": "offers", "from": "09:00", "to": "18:00"}],
                         "attention": {"perWeek": 30, "reserves": [{"topic": "events", "n": 5}]}}""")
                .put("/v1/persons/" + person + "/preferences")
                .then()
                .statusCode(200);
        Api.person(person)
                .body("{\"until\": \"%s\"}".formatted(Instant.now().plus(Duration.ofDays(3))))
                .post("/v1/persons/" + person + "/pause")
                .then()
                .statusCode(201);
        var signed = Api.person(person)
                .get("/v1/me/terms?audience=https://b.example/")
                .then()
                .statusCode(200);
        var claims = verified(signed.extract().path("terms"));
        assertEquals("https://b.example", claims.path("aud").textValue());
        assertEquals(signed.extract().path("id"), claims.path("jti").textValue());
        assertEquals("AgreementPreference", claims.path("@type").textValue());
        assertEquals(ana, claims.path("firstParty").path("contacts").path(0).textValue());
        assertEquals(1, claims.path("consents").size(), "the newsletter waits for its confirmation");
        var yes = claims.path("consents").path(0);
        assertEquals("offers", yes.path("purpose").textValue());
        assertEquals("https://acme.example/privacy", yes.path("secondParty").textValue());
        assertEquals(ana, yes.path("contact").textValue());
        assertEquals("en", yes.path("notice").path("language").textValue());
        var no = claims.path("refusals").path(0);
        assertEquals("events", no.path("purpose").textValue());
        assertEquals("ConsentWithdrawn", no.path("status").textValue());
        assertEquals(1, claims.path("pauses").size());
        var preferences = claims.path("preferences");
        assertEquals(
                "https://acme.example/privacy",
                preferences.path("caps").path(0).path("secondParty").textValue());
        assertEquals("offers", preferences.path("windows").path(0).path("topic").textValue());
        assertEquals(30, preferences.path("attention").path("perWeek").intValue());
        assertFalse(claims.toString().contains(person.toString()), "ids of this installation mean nothing elsewhere");
    }

    private static JsonNode verified(String document) throws Exception {
        var published = Api.anybody()
                .get("/v1/terms/keys")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertFalse(published.contains("\"d\""), published);
        var signature = new JsonWebSignature();
        signature.setCompactSerialization(document);
        signature.setKey(
                new JsonWebKeySet(published).getJsonWebKeys().getFirst().getKey());
        assertTrue(signature.verifySignature());
        return Json.MAPPER.readTree(signature.getPayload());
    }

    @Test
    void oneCodeTakesThemAndTheyBindAtOnce() {
        var document = document(ana);
        send(document, ana).statusCode(202).body("codeSent", is(true));
        var taken = send(document, ana, Visiting.digits(database)).statusCode(201);
        taken.body("yeses", is(1), "noes", is(1), "preferences", is(true), "pauses", is(0));
        taken.body("left", is(List.of()));
        assertEquals("permit", Permits.outcome(ana, "offers.shoes"));
        assertEquals("deny", Permits.outcome(ana, "orders"), "a no to what needs no consent");
        var person = Persons.idOf(ana);
        taken.body("person", is(person.toString()));
        var history = Api.staff("compliance")
                .get("/v1/persons/" + person + "/history")
                .then()
                .statusCode(200);
        history.body("acts.kind", contains("terms_brought", "contact_verified", "grant", "refusal", "preferences"));
        history.body("acts.evidence.method", hasItems("terms"));
        history.body("acts[0].issuer", is(TestIssuer.ADDRESS), "acts[0].met", is(List.of("acme")));
        history.body("acts[2].at", is(MADE));
        Api.staff("compliance")
                .get("/v1/persons/" + person + "/proof?controller=acme&topic=offers&channel=email")
                .then()
                .statusCode(200);
    }

    @Test
    void whatMeansNothingHereIsLeftOutAndSaid() {
        var claims = claims(ana);
        claims.put(
                "consents",
                List.of(
                        yes("https://nobody.example/privacy", "offers", ana, WORDS),
                        yes("https://acme.example/privacy", "lottery", ana, WORDS),
                        yes("https://acme.example/privacy", "offers", "mailto:other@test.example", WORDS),
                        yes("https://acme.example/privacy", "offers", ana, "Other words.")));
        claims.put("refusals", List.of(Map.of("status", "ConsentRefused", "purpose", "lottery", "made", MADE)));
        claims.put(
                "preferences",
                Map.of(
                        "timeZone",
                        "Europe/Rome",
                        "windows",
                        List.of(
                                Map.of("channel", "fax", "from", "09:00", "to", "10:00"),
                                Map.of("from", "09:00", "to", "10:00")),
                        "attention",
                        Map.of(
                                "perWeek",
                                30,
                                "weights",
                                List.of(Map.of("channel", "fax", "units", 9), Map.of("channel", "sms", "units", 5)),
                                "reserves",
                                List.of(Map.of("topic", "lottery", "n", 9), Map.of("topic", "events", "n", 5)))));
        var taken = bring(TestIssuer.trusted().sign(claims), ana, database).statusCode(201);
        taken.body("yeses", is(0), "noes", is(0), "preferences", is(true));
        taken.body(
                "left.why",
                containsInAnyOrder(
                        "unknown_controller",
                        "unknown_topic",
                        "other_contact",
                        "unknown_notice",
                        "unknown_topic",
                        "unknown_topic",
                        "unknown_channel",
                        "unknown_channel"));
        assertEquals("deny", Permits.outcome(ana, "offers"));
        var preferences = "/v1/persons/" + Persons.idOf(ana) + "/preferences";
        var now = Api.staff("admin").get(preferences).then();
        now.body("windows.size()", is(1), "timeZone", is("Europe/Rome"));
        now.body("attention.perWeek", is(30), "attention.weights.channel", contains("sms"));
        now.body("attention.reserves.topic", contains("events"));
    }

    @Test
    void aNoThatWasSaidHereLaterStands() {
        Persons.who(ana);
        Acts.withdraw(ana, "offers").then().statusCode(201);
        bring(document(ana), ana, database).statusCode(201);
        assertEquals("deny", Permits.outcome(ana, "offers"));
    }

    @Test
    void whatWasSaidBeforeAnErasureIsNotTakenAgain() {
        var person = Persons.who(ana);
        Api.staff("admin").delete("/v1/persons/" + person).then().statusCode(200);
        var taken = bring(document(ana), ana, database).statusCode(201);
        taken.body("yeses", is(0), "noes", is(0), "preferences", is(true), "left.why", contains("too_old", "too_old"));
    }

    @Test
    void pagesTakeThemAlongAndBringThem() {
        var home = Acts.newcomer();
        Acts.grant(home, "offers");
        var visit = Visiting.byLink(home).proven(database);
        visit.get("/me/papers").then().body(containsString("href=\"/me/take\""), containsString("/me/bring"));
        var file = visit.get("/me/take");
        file.then().statusCode(200).contentType(containsString("application/jose"));
        assertEquals(3, file.asString().split("\\.").length);
        Api.anybody().get("/enter").then().body(containsString("/me/bring"));
        Api.anybody().get("/me/bring").then().statusCode(200).body(containsString("type=\"file\""));
        var document = document(ana);
        var address = ana.substring("mailto:".length());
        upload(document, "nobody@test.example").then().statusCode(400).body(containsString("not in the file"));
        upload("nonsense", address).then().statusCode(400).body(containsString("can’t be read"));
        upload(document, address)
                .then()
                .statusCode(200)
                .body(containsString("six-digit code is on its way to " + address));
        typed(document, address, "12").then().statusCode(400).body(containsString("wrong or too old"));
        var done = typed(document, address, Visiting.digits(database));
        done.then()
                .statusCode(200)
                .body(containsString("Your terms hold here too"), containsString("1 refusal and 1 yes"));
        assertEquals("permit", Permits.outcome(ana, "offers"));
        Visiting.with(done.cookie(Visiting.COOKIE))
                .get("/me")
                .then()
                .statusCode(200)
                .body(containsString("Acme"));
        upload(document, address).then().statusCode(200);
        typed(document, address, Visiting.digits(database))
                .then()
                .statusCode(400)
                .body(containsString("brought here before"));
    }

    private static Response upload(String document, String address) {
        return Api.anybody()
                .multiPart("file", "my-terms.jws", document.getBytes(StandardCharsets.US_ASCII), "application/jose")
                .multiPart("address", address)
                .post("/me/bring");
    }

    private static Response typed(String document, String address, String code) {
        return Api.anybody()
                .multiPart("terms", document)
                .multiPart("address", address)
                .multiPart("code", code)
                .post("/me/bring");
    }
}
