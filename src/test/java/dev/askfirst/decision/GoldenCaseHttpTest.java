package dev.askfirst.decision;

import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.person.Contact;
import dev.askfirst.person.ContactKeys;
import dev.askfirst.platform.Caller;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.Json;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.policy.GoldenCase;
import dev.askfirst.policy.GoldenCase.Said;
import dev.askfirst.policy.GoldenCase.Wanted;
import dev.askfirst.policy.Scope;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden cases over HTTP, and against what then stands in the record. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class GoldenCaseHttpTest {

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Inject
    ContactKeys keys;

    static List<GoldenCase> cases() {
        return GoldenCase.all().toList();
    }

    @BeforeEach
    void itIsTheDayOfTheCases() throws Exception {
        clock.set(GoldenCase.NOW);
    }

    @AfterEach
    void itIsNow() {
        clock.reset();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void answersAndRecords(GoldenCase golden) {
        var known = false;
        for (var said : golden.given()) {
            if (known) sharePerson(golden, said.contact());
            say(golden, said);
            known |= !said.act().equals("suppression");
        }
        if (known) sharePerson(golden, golden.when().contact());
        var reply = sender(golden.when().sender())
                .body(Json.write(question(golden)))
                .post("/v1/decisions")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertEquals(
                golden.then().toString(),
                new Wanted(reply.getString("outcome"), reply.getList("reasons.code")).toString());
        var row = database.rows(
                        "select outcome, array_to_string(reasons, ' '), terms_version from decision where id = ?",
                        UUID.fromString(reply.getString("id")))
                .getFirst();
        assertEquals(golden.recorded().toString(), (row.get(0) + " " + row.get(1)).strip(), "in the record");
        assertEquals(acts(golden), Long.parseLong(row.get(2)), "terms version");
    }

    private void say(GoldenCase golden, Said said) {
        switch (said.act()) {
            case "grant" -> importRow("grants", grant(golden, said));
            case "suppression" -> importRow("suppressions", suppression(golden, said));
            default ->
                staff(Caller.ADMIN)
                        .body(Json.write(no(golden, said)))
                        .post("/v1/" + said.act() + "s")
                        .then()
                        .statusCode(201);
        }
    }

    private static void importRow(String kind, Map<String, Object> row) {
        var answer = staff(Caller.ADMIN)
                .contentType("application/x-ndjson")
                .body(Json.write(row) + "\n")
                .queryParam("kind", kind)
                .post("/v1/imports");
        assertEquals(200, answer.statusCode());
        assertEquals(
                "{\"line\":1,\"status\":\"created\"}",
                answer.asString().lines().findFirst().orElseThrow());
    }

    private static Map<String, Object> grant(GoldenCase golden, Said said) {
        var row = new LinkedHashMap<String, Object>();
        row.put("contact", contact(golden, said.contact()));
        row.put("controller", said.controller());
        row.put("topic", said.topic());
        row.put("channel", said.channel());
        row.put("at", said.at());
        said.expires().ifPresent(end -> row.put("expiresAt", end));
        said.confirmed().ifPresent(at -> row.put("confirmedAt", at));
        if (said.channel().equals("push"))
            row.put("contact", "push:app/" + contact(golden, said.contact()).hashCode());
        return row;
    }

    private static Map<String, Object> suppression(GoldenCase golden, Said said) {
        var row = new LinkedHashMap<String, Object>();
        row.put("contact", contact(golden, said.contact()));
        row.put("reason", "legal");
        row.put("at", GoldenCase.NOW);
        if (!said.topic().equals(Scope.ALL)) row.put("controller", said.topic());
        return row;
    }

    private static Map<String, Object> no(GoldenCase golden, Said said) {
        var body = new LinkedHashMap<String, Object>();
        body.put("contact", contact(golden, said.contact()));
        if (!said.controller().equals(Scope.ALL)) body.put("controller", said.controller());
        if (!said.topic().equals(Scope.ALL)) body.put("topic", said.topic());
        if (!said.channel().equals(Scope.ALL)) body.put("channel", said.channel());
        if (said.contactOnly()) body.put("contactOnly", true);
        if (said.services()) body.put("services", true);
        body.put("at", said.at());
        body.put("evidence", Map.of("method", "page"));
        return body;
    }

    private static Map<String, Object> question(GoldenCase golden) {
        var asked = golden.when();
        return Map.of(
                "to",
                contact(golden, asked.contact()),
                "controller",
                asked.controller(),
                "topic",
                asked.topic(),
                "channel",
                asked.channel(),
                "mode",
                "check",
                "at",
                asked.at());
    }

    /** No API adds a second contact point to a person yet: it is put into the database. */
    private void sharePerson(GoldenCase golden, String label) {
        var mine = Contact.parse(contact(golden, label));
        var other = Contact.parse(contact(golden, label.equals("a") ? "b" : "a"));
        var key = keys.of(mine).getFirst();
        database.execute(
                """
                insert into contact_point (contact_key, key_version, point_id, person_id, scheme, added_at)
                select ?, ?, gen_random_uuid(), person_id, 'mailto', clock_timestamp()
                from contact_point where contact_key = ? on conflict do nothing""", key.key(), key.version(), keys.of(other).getFirst().key());
    }

    private static long acts(GoldenCase golden) {
        return golden.given().stream()
                .filter(said -> !said.act().equals("suppression"))
                .filter(said -> !(said.act().equals("grant") && said.channel().equals("push")))
                .count();
    }

    private static String contact(GoldenCase golden, String label) {
        return "mailto:%08x-%s@golden.example".formatted(golden.name().hashCode(), label);
    }
}
