package dev.askfirst.consent.act;

import static dev.askfirst.consent.Persons.idOf;
import static dev.askfirst.consent.Persons.merge;
import static dev.askfirst.decision.Questions.answer;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.person;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Folds;
import dev.askfirst.consent.Persons;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.key.Vault;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.security.Caller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two people turn out to be one: the stricter word wins, nothing that was said is lost, and every name goes on working. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
public class MergeTest {

    @Inject
    Database database;

    @Inject
    DataSource dataSource;

    @Inject
    Vault vault;

    @Inject
    ActWriter writer;

    /** A and B speak at addresses of their own, then A takes B in; the question is about shoes. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # case                                        | before                | after     | asked | answer
            a yes holds for the point it was given for     | A+offers B+offers     |           | A     | permit
            and for the other one's                        | A+offers B+offers     |           | B     | permit
            but for no other point                         | A+offers B+events     |           | B     | deny consent_unknown
            a no of the other ends an earlier yes          | A+offers B-offers     |           | A     | deny consent_withdrawn
            and a later one                                | B-offers A+offers     |           | A     | deny consent_withdrawn
            it works in both directions                    | A-offers B+offers     |           | B     | deny consent_withdrawn
            an objection is one for both                   | B-* A+offers          |           | A     | deny objected consent_withdrawn
            a no about something else ends nothing         | A+offers B-events     |           | A     | permit
            a no below the yes wins                        | A+offers B-offers.shoes |         | A     | deny consent_withdrawn
            what its own person lifted stays lifted        | A-offers A+offers B+events |      | A     | permit
            but not for the other                          | A-offers A+offers B+offers |      | B     | deny consent_withdrawn
            a yes after the merge counts                   | B-offers              | A+offers  | A     | permit
            also by the other's address                    | A-offers              | B+offers  | B     | permit
            a no after the merge counts for both           | A+offers B+offers     | B-offers  | A     | deny consent_withdrawn
            """)
    void theStricterWordWins(String name, String before, String after, String asked, String answer) throws Exception {
        var one = Acts.newcomer();
        var other = Acts.newcomer();
        say(before, one, other);
        // Whoever said nothing yet is known all the same.
        for (var contact : List.of(one, other)) say("A-orders", contact, other);
        merge(idOf(one), idOf(other), database).then().statusCode(200);
        if (after != null) say(after, one, other);
        assertEquals(answer, answer(asked.equals("A") ? one : other));
        assertEquals(idOf(one), idOf(other));
        Folds.check(database, dataSource, List.of(idOf(one)));
    }

    @Test
    void bothHistoriesStayAndEndByNamingEachOther() {
        var one = Acts.newcomer();
        var other = Acts.newcomer();
        Acts.grant(one, "offers");
        Acts.grant(other, "events");
        Acts.withdraw(other, "events");
        var a = idOf(one);
        var b = idOf(other);
        merge(a, b, database).then().statusCode(200).body("person", is(a.toString()));
        var last = "select kind, version, body ->> 'other', body ->> 'otherVersion', body ->> 'into' "
                + "from consent_event where person_id = ? order by version desc limit 1";
        assertEquals(
                java.util.Arrays.asList("merge", "2", b.toString(), "2", null),
                database.rows(last, a).getFirst());
        assertEquals(
                java.util.Arrays.asList("merged_into", "3", null, null, a.toString()),
                database.rows(last, b).getFirst());
    }

    @Test
    void everyNameOfEitherGoesOnWorking() {
        var one = Acts.newcomer();
        var other = Acts.newcomer();
        Acts.grant(one, "offers");
        var pairwise = Acts.grant(other, "offers").jsonPath().getString("person");
        var events = Acts.grant(other, "events").jsonPath().getString("person");
        assertEquals(pairwise, events);
        var a = idOf(one);
        var b = idOf(other);
        merge(a, b, database).then().statusCode(200);
        withdraw(
                sender("acme-mailer"),
                "\"person\": \"" + pairwise + "\", \"controller\": \"acme\", \"topic\": \"events\"");
        assertEquals("permit", answer(one));
        withdraw(person(b), "\"topic\": \"orders\"");
        withdraw(staff("admin"), "\"person\": \"" + b + "\", \"topic\": \"offers\"");
        assertEquals("deny consent_withdrawn", answer(one));
        var own = """
                {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email",
                 "notice": {"id": "acme-marketing", "version": 1}, "evidence": {"method": "page"}}""";
        person(b).body(own.formatted(other)).post("/v1/grants").then().statusCode(201);
        person(b).body(own.formatted(one)).post("/v1/grants").then().statusCode(201);
        assertEquals("permit", answer(one));
        assertEquals("permit", answer(other));
        var newer = sender("acme-mailer")
                .body("{\"contact\": \"%s\", \"controller\": \"acme\", \"topic\": \"events\"}".formatted(other))
                .post("/v1/withdrawals")
                .jsonPath()
                .getString("person");
        assertNotEquals(pairwise, newer);
        withdraw(
                sender("acme-mailer"),
                "\"person\": \"" + newer + "\", \"controller\": \"acme\", \"topic\": \"offers\"");
        assertEquals("deny consent_withdrawn", answer(other));
    }

    @Test
    void theAddressIsReadableWithTheNewOwnersKeyAlone() {
        var one = Acts.newcomer();
        var other = Acts.newcomer();
        Acts.grant(one, "offers");
        Acts.grant(other, "offers");
        var a = idOf(one);
        var b = idOf(other);
        merge(a, b, database).then().statusCode(200);
        var read = database.rows("""
                        select point_id, encode(value, 'hex'), encode(data_key, 'hex')
                        from contact_point join person using (person_id) where person_id = ?""", a).stream()
                .map(row -> "mailto:" + vault.open(hex(row.get(2)), a, UUID.fromString(row.get(0)), hex(row.get(1))))
                .sorted()
                .toList();
        assertEquals(
                List.of(one, other).stream().sorted().toList(),
                read.stream().map(MergeTest::uri).sorted().toList());
        assertEquals(Optional.of("t"), database.value("select data_key is null from person where person_id = ?", b));
    }

    @Test
    void whoWasMergedBeforeLeadsToTheSamePerson() throws Exception {
        var contacts = List.of(Acts.newcomer(), Acts.newcomer(), Acts.newcomer());
        contacts.forEach(contact -> Acts.grant(contact, "offers"));
        var ids = contacts.stream().map(Persons::idOf).toList();
        merge(ids.get(1), ids.get(2), database).then().statusCode(200);
        merge(ids.get(0), ids.get(1), database).then().statusCode(200);
        var events = database.count("select count(*) from consent_event");
        merge(ids.get(0), ids.get(2), database)
                .then()
                .statusCode(200)
                .body("person", is(ids.get(0).toString()));
        assertEquals(events, database.count("select count(*) from consent_event"));
        withdraw(person(ids.get(2)), "\"topic\": \"offers\"");
        for (var contact : contacts) assertEquals("deny consent_withdrawn", answer(contact));
        Folds.check(database, dataSource, ids);
    }

    @Test
    void whatCannotBeMerged() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        var id = idOf(ana);
        merge(id, UUID.randomUUID(), database).then().statusCode(422).body("type", is("/problems/unknown-person"));
        merge(UUID.randomUUID(), id, database).then().statusCode(404);
        merge(id, id, database).then().statusCode(400).body("errors[0].field", is("other"));
        var other = Acts.newcomer();
        Acts.grant(other, "offers");
        var body = "{\"other\": \"%s\", \"reason\": \"same\"}".formatted(idOf(other));
        assertEquals(412, tryMerge(id, "\"7\"", body).statusCode());
        assertEquals(412, tryMerge(id, "\"seven\"", body).statusCode());
        assertEquals(400, tryMerge(id, "1", body).statusCode());
        assertEquals(400, tryMerge(id, "\"1\"", body.replace("same", " ")).statusCode());
        careless(Api.token("admin"))
                .body(body)
                .post("/v1/persons/" + id + "/merge")
                .then()
                .statusCode(428)
                .body("type", is("/problems/precondition-required"));
        assertNotEquals(id, idOf(other));
    }

    @Test
    void aMergeThatFailsHalfwayLeavesBothAsTheyWere() throws Exception {
        var one = Acts.newcomer();
        var other = Acts.newcomer();
        Acts.grant(one, "offers");
        Acts.grant(other, "offers");
        var a = idOf(one);
        var b = idOf(other);
        database.execute("update contact_point set value = '\\x00' where person_id = ?", b);
        var act = new Act.Merge(
                new Addressee.AtPerson(a),
                new Addressee.AtPerson(b),
                Optional.empty(),
                Evidence.of(Evidence.Method.API),
                Caller.OPERATOR);
        assertThrows(IllegalStateException.class, () -> writer.write(List.of(act)));
        assertEquals(b, idOf(other));
        assertEquals(0, database.count("select count(*) from merged_person where person_id = ?", b));
        assertEquals("permit", answer(other));
        Folds.check(database, dataSource, List.of(a, b));
    }

    private static Response tryMerge(UUID id, String ifMatch, String body) {
        return careless(Api.token("admin"))
                .header("If-Match", ifMatch)
                .body(body)
                .post("/v1/persons/" + id + "/merge");
    }

    /** {@code A+offers}: A says yes to offers; {@code B-*}: B objects. Staff record it: no standing no hinders them. */
    private static void say(String acts, String one, String other) {
        for (var act : acts.split(" ")) {
            var contact = act.charAt(0) == 'A' ? one : other;
            var yes = act.charAt(1) == '+';
            var topic = act.substring(2);
            var body = "{\"contact\": \"" + contact + "\", \"controller\": \"acme\""
                    + (topic.equals("*") ? "" : ", \"topic\": \"" + topic + "\"")
                    + (yes ? ", \"channel\": \"email\", \"notice\": {\"id\": \"acme-marketing\", \"version\": 1}" : "")
                    + ", \"evidence\": {\"method\": \"form\"}}";
            staff("admin")
                    .body(body)
                    .post(yes ? "/v1/grants" : "/v1/withdrawals")
                    .then()
                    .statusCode(201);
        }
    }

    private static void withdraw(io.restassured.specification.RequestSpecification caller, String members) {
        caller.body("{" + members + "}").post("/v1/withdrawals").then().statusCode(201);
    }

    private static String uri(String read) {
        return read.replace("mailto:mailto:", "mailto:");
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
