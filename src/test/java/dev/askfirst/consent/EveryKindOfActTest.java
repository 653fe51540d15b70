package dev.askfirst.consent;

import static dev.askfirst.platform.Api.person;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.catalog.Answering;
import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.catalog.Rateable;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.outbound.Follower;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestIssuer;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.json.Json;
import dev.askfirst.selfservice.Messages;
import dev.askfirst.selfservice.Visiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever a person can do is shown in the words of the contract: in histories, files, events and on the record. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class EveryKindOfActTest {

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @Inject
    DemoCatalog catalog;

    @AfterEach
    void itIsNow() {
        catalog.again();
        clock.reset();
    }

    private final String ana = Acts.newcomer();

    @Test
    void isShownAsTheContractSays() {
        var all = Follower.fromNow(() -> staff("admin"), 100);
        var some = Follower.fromNow(() -> sender("agency"), 100);
        says();
        var id = Persons.idOf(ana);
        confirms();
        undoes();
        stops();
        asksForAHuman();
        rates();
        looksForSomething(Persons.idOf(ana));
        brings();
        prefers(id);
        represented(id);
        keeps(id);
        moves(id);
        var other = Persons.who(Acts.newcomer());
        Persons.merge(id, other, database).then().statusCode(200);
        shown(id);
        staff("admin").delete("/v1/persons/" + id).then().statusCode(200);
        told(all.rest(), id);
        assertTrue(some.rest().stream().noneMatch(event -> event.toString().contains(id.toString())));
    }

    private void says() {
        grant("offers", ", \"expiresAt\": \"2098-01-01T00:00:00Z\", \"timeZone\": \"Europe/Paris\"");
        grant("events", """
                , "basis": "implied", "ground": {"kind": "purchase", "since": "2026-01-10T00:00:00Z", "reference": "order 7"}""");
        Acts.withdraw(ana, "events").then().statusCode(201);
        staff("admin").body("""
                {"contact": "%s", "topic": "security", "contactOnly": true, "services": true, "reason": "enough",
                 "evidence": {"method": "call", "actor": {"id": "kim", "role": "desk"}, "note": "by phone"}}""".formatted(ana)).post("/v1/refusals").then().statusCode(201);
    }

    private void confirms() {
        var token = Acts.asked(ana);
        var visit = Visiting.byLink(ana, "orders");
        clock.advance(Duration.ofMinutes(6));
        visit.post(
                        "/me/again",
                        Map.of("controller", "acme", "topic", "newsletter", "channel", "email", "point", point()))
                .then()
                .statusCode(303)
                .header("Location", containsString("doneAgain"));
        clock.reset();
        staff("admin")
                .body("{\"token\": \"%s\"}".formatted(token))
                .post("/v1/grants/confirm")
                .then()
                .statusCode(200);
    }

    private String point() {
        return database.value("select point_id from contact_point where person_id = ?", Persons.idOf(ana))
                .orElseThrow();
    }

    private void undoes() {
        var visit = Visiting.byLink(ana, "orders");
        visit.post("/me/stop", Map.of("what", "everything")).then().statusCode(303);
        var no = visit.get("/me").asString().replaceAll("(?s).*name=\"no\" value=\"([0-9a-f-]{36})\".*", "$1");
        visit.post("/me/undo", Map.of("no", no)).then().statusCode(303);
    }

    private void stops() {
        var decision = sender("acme-mailer")
                .body("""
                {"to": "%s", "channel": "email", "topic": "offers"}""".formatted(ana))
                .post("/v1/decisions")
                .path("id")
                .toString();
        for (var text : List.of("STOP", "START", "STOP")) {
            sender("acme-mailer")
                    .body("""
                    {"from": "%s", "channel": "email", "text": "%s", "controller": "acme", "inReplyTo": "%s"}""".formatted(ana, text, decision))
                    .post("/v1/replies")
                    .then()
                    .statusCode(200);
        }
    }

    private void brings() {
        var document = TestIssuer.trusted().sign(TestIssuer.claims(ana, Map.of()));
        for (var code : List.of("", "1")) {
            var body = new HashMap<>(Map.of("terms", document, "contact", ana));
            if (!code.isEmpty()) body.put("code", Visiting.digits(database));
            Api.anybody().contentType("application/json").body(Json.write(body)).post("/v1/terms");
        }
    }

    private void asksForAHuman() {
        Answering.on(catalog);
        var asked = "{\"contact\": \"%s\", \"controller\": \"acme\", \"text\": \"Who are you?\"}".formatted(ana);
        String request =
                sender("acme-mailer").body(asked).post("/v1/human-requests").path("id");
        sender("acme-mailer")
                .body("{\"text\": \"Acme\", \"by\": \"Kim\"}")
                .post("/v1/human-requests/" + request + "/answer")
                .then()
                .statusCode(200);
        catalog.again();
    }

    private void rates() {
        Rateable.on(catalog);
        Messages.rated(ana, "orders", "less");
        catalog.again();
        var visit = Visiting.byLink(ana, "orders").proven(database);
        visit.post("/me/useful/forget", Map.of("controller", "acme", "topic", "orders"))
                .then()
                .statusCode(303);
    }

    private static void looksForSomething(UUID id) {
        var until = Instant.now().plus(Duration.ofDays(30));
        String intent = person(id)
                .body("""
                {"topic": "offers.shoes", "controllers": ["acme", "globex"], "channels": ["sms"], "until": "%s", "max": 5,
                 "words": "City shoes"}""".formatted(until))
                .post("/v1/persons/" + id + "/intents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        staff("admin").delete("/v1/persons/" + id + "/intents/" + intent).then().statusCode(200);
    }

    private static void prefers(UUID id) {
        var pause = "/v1/persons/" + id + "/pause";
        staff("admin")
                .body("{\"until\": \"%s\"}".formatted(java.time.Instant.now().plusSeconds(86_400)))
                .post(pause);
        staff("admin").delete(pause).then().statusCode(204);
    }

    private static void represented(UUID id) {
        var deputy = "/v1/persons/" + id + "/deputies/" + UUID.randomUUID();
        staff("admin").body("""
                {"name": "Rosa Lind", "kind": "agent", "may": ["no", "see"], "contact": "tel:+4915100000000",
                 "until": "2098-01-01T00:00:00Z", "evidence": {"method": "paper", "source": "contracts/117"}}""").put(deputy).then().statusCode(201);
        staff("admin").delete(deputy).then().statusCode(204);
    }

    private static void keeps(UUID id) {
        Persons.hold(id, "court file 117");
        staff("admin").delete("/v1/persons/" + id + "/hold").then().statusCode(204);
    }

    private static void moves(UUID id) {
        var contacts = "/v1/persons/" + id + "/contacts";
        for (var verified : List.of(true, false)) {
            var point = staff("admin")
                    .body("{\"contact\": \"%s\", \"verified\": %s}".formatted(Acts.newcomer(), verified))
                    .post(contacts)
                    .path("id")
                    .toString();
            staff("admin").post(contacts + "/" + point + "/verify").then().statusCode(204);
            if (!verified) staff("admin").delete(contacts + "/" + point).then().statusCode(204);
        }
    }

    private void shown(UUID id) {
        var history = read("/v1/persons/%s/history".formatted(id));
        var kinds = EnumSet.complementOf(EnumSet.of(ConsentEvent.Kind.ERASURE));
        assertEquals(texts(kinds), new TreeSet<>(history.extract().<List<String>>path("acts.kind")));
        history.body("acts.ground.kind", hasItem("purchase"), "acts.evidence.texts.reference", hasItem("order 7"))
                .body("acts.expiresAt", hasItem("2098-01-01T00:00:00.000000Z"))
                .body("terms.refusals.kind", hasItems("refusal", "withdrawal"));
        read("/v1/persons/%s/export".formatted(id));
        read("/v1/persons/%s/proof?controller=acme&topic=offers&channel=email".formatted(id));
        read("/v1/audit/entries?limit=200&person=" + id).body("entries.kind", hasItems("act", "decision", "access"));
        read("/v1/audit/entries?limit=200");
    }

    private static ValidatableResponse read(String path) {
        return staff("compliance").get(path).then().statusCode(200);
    }

    private static void told(List<JsonNode> events, UUID id) {
        var types = events.stream()
                .filter(event -> event.path("subject").asText().equals(id.toString()))
                .map(event -> event.get("type").asText())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                new TreeSet<>(List.of(
                        "consent.granted",
                        "consent.pending",
                        "consent.refused",
                        "consent.restarted",
                        "consent.withdrawn",
                        "human_request.answered",
                        "human_request.due",
                        "person.erased",
                        "person.merged",
                        "preference.changed")),
                types);
    }

    private void grant(String topic, String more) {
        sender("acme-mailer")
                .body("""
                {"contact": "%s", "controller": "acme", "topic": "%s", "channel": "email",
                 "notice": {"id": "acme-marketing", "version": 1, "language": "en"},
                 "evidence": {"method": "form", "source": "https://acme.example/join"}%s}""".formatted(ana, topic, more))
                .post("/v1/grants")
                .then()
                .statusCode(201);
    }

    private static Set<String> texts(Set<ConsentEvent.Kind> kinds) {
        return kinds.stream().map(ConsentEvent.Kind::text).collect(Collectors.toCollection(TreeSet::new));
    }
}
