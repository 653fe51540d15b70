package dev.askfirst.decision.lane;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.decision.Questions.answer;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.check.Checking;
import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.decision.Flood;
import dev.askfirst.decision.Questions;
import dev.askfirst.decision.answer.CheckedQuestion;
import dev.askfirst.decision.record.MessageContext;
import dev.askfirst.decision.record.Mode;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.postgres.Transactions;
import dev.askfirst.policy.term.Authorship;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One PostgreSQL, asked as a cluster is: each shard in a lane of its own. */
@QuarkusTest
@QuarkusTestResource(
        value = TestService.class,
        initArgs = {@ResourceArg(name = "folder", value = "apart-service"), @ResourceArg(name = "apart", value = "true")
        },
        restrictToAnnotatedClass = true)
class ShardsApartTest {

    @TestHTTPResource("/v1/decisions")
    URI decisions;

    @Inject
    Gatherer gatherer;

    @Inject
    RoundTrip roundTrip;

    @Inject
    ContactKeys keys;

    @Inject
    Database database;

    @Inject
    Checking checking;

    @Inject
    @DataSource("lanes")
    javax.sql.DataSource lanes;

    @Test
    void underAFloodOfOneSenderAnothersQuestionsHaveTheirTurn() {
        // 32 lanes share the processors with it.
        new Flood(decisions).assertAnotherHasTheirTurn(20);
    }

    @Test
    void answersOfManyShardsStandInTheOrderOfTheQuestions() {
        var known = IntStream.range(0, 40).mapToObj(_ -> Acts.newcomer()).toList();
        for (var contact : known) Acts.grant(contact, "offers").then().statusCode(201);
        var shards = new HashSet<Short>();
        known.forEach(it -> shards.add(shard(it)));
        assertTrue(shards.size() > 5);
        var mixed = known.stream().flatMap(it -> Stream.of(it, Acts.newcomer())).toList();
        var body = "{\"questions\": ["
                + String.join(",", mixed.stream().map(Questions::about).toList()) + "]}";
        var reply = sender("acme-mailer").body(body).post("/v1/decisions/batch");
        reply.then().statusCode(200);
        var outcomes = reply.jsonPath().<String>getList("decisions.outcome");
        for (var i = 0; i < mixed.size(); i++) assertEquals(i % 2 == 0 ? "permit" : "deny", outcomes.get(i));
        assertEquals(mixed.size(), new HashSet<>(reply.jsonPath().<String>getList("decisions.id")).size());
    }

    @Test
    void aPageHasDecisionsOfOneShard() {
        var contact = Acts.newcomer();
        var person = Persons.who(contact);
        assertEquals("permit", answer(contact));
        var point = UUID.fromString(database.value("select point_id from contact_point where person_id = ?", person)
                .orElseThrow());
        var pages = database.rows("select distinct shard_of(page_id) from decision where point_id = ?", point);
        assertEquals(List.of(List.of(Short.toString(shard(contact)))), pages);
    }

    @Test
    void aSecondAddressIsAnsweredByTheWordsAndCapsOfItsPerson() {
        var one = Acts.newcomer();
        var other = ofAnotherShard(one);
        var person = Persons.who(one);
        Persons.merge(person, Persons.who(other), database).then().statusCode(200);
        staff("admin")
                .header("If-Match", "*")
                .body("{\"caps\": [{\"max\": 2, \"per\": \"P7D\"}]}")
                .put("/v1/persons/" + person + "/preferences")
                .then()
                .statusCode(200);
        assertEquals("permit", answer(other));
        assertEquals("permit", answer(one));
        assertEquals("defer cap_reached", answer(other));
        Acts.withdraw(one, "offers").then().statusCode(201);
        assertEquals("deny consent_withdrawn cap_reached", answer(other));
        checking.assertWhole();
    }

    @Test
    void aKeyRepeatsItsAnswerAlsoForASecondAddress() {
        var one = Acts.newcomer();
        var other = ofAnotherShard(one);
        Persons.merge(Persons.who(one), Persons.who(other), database).then().statusCode(200);
        var key = UUID.randomUUID().toString();
        var first = keyed(key, other).then().statusCode(200).extract().<String>path("id");
        keyed(key, other).then().body("id", is(first));
    }

    /** Between the two statements with which they are found. Taken for a stranger, they would be written to against their word. */
    @Test
    void whoIsGoneMeanwhileIsNoStranger() throws SQLException {
        var one = Acts.newcomer();
        var other = ofAnotherShard(one);
        var person = Persons.who(one);
        Persons.merge(person, Persons.who(other), database).then().statusCode(200);
        var connection = new LaneConnection(lanes);
        try {
            var asked =
                    List.of(new PendingQuestion("acme-mailer", checked(other), Deadline.in(Duration.ofDays(1)), keys));
            var found = roundTrip.gather(connection.open(), asked);
            Persons.merge(Persons.who(Acts.newcomer()), person, database).then().statusCode(200);
            var gone = assertThrows(SQLException.class, () -> gatherer.complete(connection.open(), found, asked));
            assertEquals(Transactions.LOST_RACE, gone.getSQLState());
        } finally {
            connection.rollBack();
            connection.close();
        }
    }

    private static Response keyed(String key, String contact) {
        return sender("acme-mailer")
                .header("Idempotency-Key", key)
                .body(about(contact))
                .post("/v1/decisions");
    }

    private String ofAnotherShard(String contact) {
        return Stream.generate(Acts::newcomer)
                .filter(it -> shard(it) != shard(contact))
                .findFirst()
                .orElseThrow();
    }

    private short shard(String contact) {
        return keys.of(Contact.parse(contact)).getFirst().shard();
    }

    private static CheckedQuestion checked(String contact) {
        var message = new MessageContext.Message(Authorship.AUTOMATED, Optional.empty(), Optional.empty(), false);
        var context = new MessageContext("offers", "email", message, Mode.CHECK, Optional.empty());
        return new CheckedQuestion(Contact.parse(contact), Optional.empty(), context, Optional.empty(), false);
    }
}
