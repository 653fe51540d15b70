package dev.askfirst.consent;

import static dev.askfirst.consent.Persons.who;
import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.decision.Questions.answer;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.person;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Addresses come and go; what was said for one is never taken for another. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ContactsTest {

    @Inject
    Database database;

    @Test
    void anAddressIsAddedVerifiedAndRemovedAndEachIsAnAct() {
        var ana = Acts.newcomer();
        var id = who(ana);
        var second = Acts.newcomer();
        var added = add(id, second);
        added.then().statusCode(201).body("contact", is(second), "verified", is(false));
        add(id, second).then().statusCode(200).body("id", is(added.path("id").toString()));
        for (var i = 0; i < 2; i++) {
            staff("admin")
                    .post(path(id) + "/" + added.path("id") + "/verify")
                    .then()
                    .statusCode(204);
        }
        staff("compliance")
                .get(path(id))
                .then()
                .statusCode(200)
                .body("contacts", hasSize(2), "contacts[1].verified", is(true))
                .body("contacts[1].contact", not(containsString(second.substring(9))));
        assertEquals(id, Persons.idOf(second));
        person(id).delete(path(id) + "/" + added.path("id")).then().statusCode(204);
        person(id).delete(path(id) + "/" + added.path("id")).then().statusCode(404);
        person(id).get(path(id)).then().body("contacts", hasSize(1));
        assertEquals(
                List.of("grant", "contact_added", "contact_verified", "contact_removed"),
                database.rows("select kind from consent_event where person_id = ? order by version", id).stream()
                        .map(List::getFirst)
                        .toList());
        assertEquals(
                0,
                database.count(
                        "select count(*) from consent_event where body::text like ?",
                        "%" + second.substring(7, 20) + "%"));
    }

    @Test
    void staffMayAddAVerifiedAddressAndVouchForOneThatIsThere() {
        var id = who(Acts.newcomer());
        var body = "{\"contact\":\"%s\",\"verified\":true}".formatted(Acts.newcomer());
        staff("admin").body(body).post(path(id)).then().statusCode(201).body("verified", is(true));
        var own = Acts.newcomer();
        add(id, own);
        var vouched = "{\"contact\":\"%s\",\"verified\":true}".formatted(own);
        staff("admin").body(vouched).post(path(id)).then().statusCode(201).body("verified", is(true));
        staff("admin").body(vouched).post(path(id)).then().statusCode(200);
        person(id).body(body).post(path(id)).then().statusCode(403);
    }

    @Test
    void anAddressOfSomebodyElseIsAConflict() {
        var bob = Acts.newcomer();
        who(bob);
        var id = who(Acts.newcomer());
        add(id, bob).then().statusCode(409).body("type", is("/problems/conflict"), "detail", containsString("/merge"));
        person(id).get(path(id)).then().body("contacts", hasSize(1));
    }

    @Test
    void theLastAddressIsRemovedOnlyOnPurpose() {
        var ana = Acts.newcomer();
        var id = who(ana);
        var only = path(id) + "/" + person(id).get(path(id)).path("contacts[0].id");
        person(id).delete(only).then().statusCode(409).body("detail", containsString("last=true"));
        assertEquals("permit", answer(ana));
        person(id).delete(only + "?last=true").then().statusCode(204);
        assertEquals("deny consent_unknown", answer(ana));
        person(id).get("/v1/persons/" + id).then().statusCode(200).body("contacts", hasSize(0), "consents", hasSize(0));
    }

    /** Trap T7: changing an address quietly subscribes again. */
    @Test
    void t7NoYesMovesToAnotherAddressOrComesBackWithOne() {
        var old = Acts.newcomer();
        var id = who(old);
        var fresh = Acts.newcomer();
        add(id, fresh).then().statusCode(201);
        assertEquals("deny consent_unknown", answer(fresh));
        Acts.withdraw(old, "events").then().statusCode(201);
        person(id).delete(path(id) + "/" + pointOf(id, old)).then().statusCode(204);
        assertEquals("deny consent_unknown", answer(old), "the address is nobody's");
        assertEquals("deny consent_unknown", answer(fresh));
        // Back again it is a new contact point, for which nobody has said anything.
        add(id, old).then().statusCode(201);
        assertEquals("deny consent_unknown", answer(old));
        // A no is the person's, whichever address they have.
        ask("acme-mailer", "{\"to\": \"%s\", \"channel\": \"email\", \"topic\": \"events\"}".formatted(old))
                .then()
                .body("outcome", is("deny"), "reasons.code", is(List.of("consent_withdrawn")));
    }

    @Test
    void aYesForAnAddressThatWasTakenAwayMakesSomebodyNew() {
        var ana = Acts.newcomer();
        var id = who(ana);
        add(id, Acts.newcomer());
        person(id).delete(path(id) + "/" + pointOf(id, ana)).then().statusCode(204);
        assertNotEquals(id, who(ana));
        assertEquals("permit", answer(ana));
    }

    /** Promise 10: a copy of an old customer database, sent every night, brings back neither a yes nor the end of a no. */
    @Test
    void anOldListBringsNothingBackForAnAddressThatWasTakenAway() {
        var gone = Acts.newcomer();
        var id = who(gone);
        var objecting = Acts.newcomer();
        var other = who(objecting);
        Acts.object(objecting).then().statusCode(201);
        for (var contact : List.of(gone, objecting)) {
            var owner = contact.equals(gone) ? id : other;
            person(owner)
                    .delete(path(owner) + "/" + pointOf(owner, contact) + "?last=true")
                    .then()
                    .statusCode(204);
            var old = """
                    {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email",
                     "notice": {"id": "acme-marketing", "version": 1}, "evidence": {"method": "form"},
                     "at": "2026-01-01T00:00:00Z"}""".formatted(contact);
            Api.sender("acme-mailer")
                    .body(old)
                    .post("/v1/grants")
                    .then()
                    .statusCode(409)
                    .body("type", is("/problems/too-old"));
            assertEquals("deny consent_unknown", answer(contact));
            Acts.grant(contact, "offers").then().statusCode(201);
        }
        assertEquals("permit", answer(gone), "said anew");
        assertEquals("deny suppressed", answer(objecting));
    }

    @Test
    void aWrongRecipientIsCutOffAtOnceFromEverybody() {
        var stranger = Acts.newcomer();
        var id = who(stranger);
        add(id, Acts.newcomer());
        var point = path(id) + "/" + pointOf(id, stranger);
        person(id).delete(point + "?reason=wrong_recipient").then().statusCode(403);
        assertEquals("permit", answer(stranger));
        staff("admin").delete(point + "?reason=wrong_recipient").then().statusCode(204);
        // To the sender the address is as unknown as any; the record says why.
        var asked = ask("acme-mailer", about(stranger));
        asked.then().body("outcome", is("deny"));
        staff("compliance")
                .get("/v1/decisions/" + asked.path("id"))
                .then()
                .body("reasons.code", is(List.of("suppressed", "consent_unknown")));
        Acts.grant(stranger, "offers").then().statusCode(201);
        assertEquals("deny suppressed", answer(stranger), "also for whoever comes by it next");
    }

    @Test
    void whatIsNotThereOrNotOnesOwnIsNotFound() {
        var id = who(Acts.newcomer());
        var other = who(Acts.newcomer());
        var foreign = person(other).get(path(other)).path("contacts[0].id");
        person(id).delete(path(id) + "/" + foreign).then().statusCode(404);
        person(id).delete(path(other) + "/" + foreign).then().statusCode(404);
        person(id).get(path(other)).then().statusCode(404);
        staff("admin")
                .delete(path(id) + "/" + foreign + "?reason=wrong_recipient")
                .then()
                .statusCode(404);
        staff("admin").post(path(id) + "/" + foreign + "/verify").then().statusCode(404);
        careless(Api.token("admin")).post(path(id) + "/x/verify").then().statusCode(404);
        assertEquals(
                0,
                database.count(
                        "select count(*) from suppression where contact_key in (select contact_key from contact_point where person_id = ?)",
                        other));
    }

    @Test
    void whatCannotBeReadIsRefused() {
        var id = who(Acts.newcomer());
        var admin = Api.token("admin");
        for (var body : new String[] {
            "{}",
            "{\"contact\":7}",
            "{\"contact\":\"ana\"}",
            "{\"contact\":\"mailto:a@b.example\",\"verified\":1}",
            "{\"x\":1}"
        }) {
            careless(admin).body(body).post(path(id)).then().statusCode(400);
        }
        for (var query : new String[] {"?reason=because", "?last=yes"}) {
            careless(admin)
                    .delete(path(id) + "/" + UUID.randomUUID() + query)
                    .then()
                    .statusCode(400);
        }
    }

    @Test
    void oneAddressThatTwoWantAtOnceGoesToOne() throws Exception {
        var people = List.of(who(Acts.newcomer()), who(Acts.newcomer()), who(Acts.newcomer()), who(Acts.newcomer()));
        for (var round = 0; round < 5; round++) {
            var wanted = Acts.newcomer();
            try (var pool = Executors.newFixedThreadPool(people.size())) {
                var wishes = new ArrayList<Callable<Integer>>();
                for (var person : people) wishes.add(() -> add(person, wanted).statusCode());
                var replies = new ArrayList<Integer>();
                for (var reply : pool.invokeAll(wishes)) replies.add(reply.get());
                replies.sort(null);
                assertEquals(List.of(201, 409, 409, 409), replies);
            }
        }
    }

    private static String pointOf(UUID id, String contact) {
        return staff("admin").get(path(id)).path("contacts.find { it.contact == '%s' }.id".formatted(contact));
    }

    private static Response add(UUID id, String contact) {
        return person(id).body("{\"contact\":\"%s\"}".formatted(contact)).post(path(id));
    }

    private static String path(UUID id) {
        return "/v1/persons/" + id + "/contacts";
    }
}
