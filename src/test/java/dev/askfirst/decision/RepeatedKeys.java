package dev.askfirst.decision;

import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.senderToken;
import static dev.askfirst.platform.Api.staff;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.check.Checking;
import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import io.restassured.path.json.JsonPath;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;

/** The same question asked again under its key, and what may happen in between. */
abstract class RepeatedKeys {

    @Inject
    DemoCatalog catalog;

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @Inject
    Again again;

    /** How a question with a key may be put. */
    enum Way {
        SINGLE,
        BATCH,
        STREAM
    }

    final Map<String, Consumer<String>> happenings = new TreeMap<>(Map.ofEntries(
            Map.entry("nothing", _ -> {}),
            Map.entry("a withdrawal", ana -> Acts.withdraw(ana, "offers")),
            Map.entry("an objection", Acts::object),
            Map.entry("a yes anew", this::takenBackAndGivenAgain),
            Map.entry("a yes elsewhere", ana -> Acts.grant(ana, "events")),
            Map.entry("an erasure", RepeatedKeys::erased),
            Map.entry("an erasure and a yes", RepeatedKeys::erasedAndBack),
            Map.entry("a merge with who said no", this::merged),
            Map.entry("a suppression", RepeatedKeys::suppressed),
            Map.entry("a pause", this::paused),
            Map.entry("a window that closes", this::windowClosesSoon),
            Map.entry("a report that it was sent", _ -> {}),
            Map.entry("a report that it was not", _ -> {}),
            Map.entry("a quarter of an hour", _ -> clock.advance(Duration.ofMinutes(15))),
            Map.entry("14 minutes", _ -> clock.advance(Duration.ofMinutes(14))),
            Map.entry("a topic less to write on", _ -> mayWrite("\"topics\": [\"events\"]")),
            Map.entry("a sender in shadow", _ -> mayWrite("\"enforcement\": \"shadow\""))));

    @AfterAll
    static void whatTheyLeaveBehindIsWhole() {
        CDI.current().select(Checking.class).get().assertWhole();
    }

    @AfterEach
    void allIsAsBefore() {
        clock.reset();
        catalog.again();
    }

    JsonPath asked(Way way, String key, String question) {
        var campaign = JsonPath.from(question).getString("to");
        var whole = question.strip().replaceFirst("}$", ", \"message\": {\"campaign\": \"" + campaign + "\"}}");
        var keyed = whole.replaceFirst("}$", ", \"key\": \"" + key + "\"}");
        return switch (way) {
            case SINGLE ->
                sender("acme-mailer")
                        .header("Idempotency-Key", key)
                        .body(whole)
                        .post("/v1/decisions")
                        .jsonPath();
            case BATCH ->
                sender("acme-mailer")
                        .body("{\"questions\": [" + keyed + "]}")
                        .post("/v1/decisions/batch")
                        .jsonPath()
                        .setRootPath("decisions[0]");
            case STREAM ->
                JsonPath.from(given().auth()
                        .oauth2(senderToken("acme-mailer"))
                        .contentType("application/x-ndjson")
                        .body(keyed.getBytes(UTF_8))
                        .post("/v1/decisions/stream")
                        .asString());
        };
    }

    static String text(JsonPath answer) {
        var problem =
                answer.getString("error.type") == null ? answer.getString("type") : answer.getString("error.type");
        if (problem != null) return problem.replace("/problems/", "");
        return (answer.getString("outcome") + " " + String.join(" ", answer.<String>getList("reasons.code"))).strip();
    }

    static String granted() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers").then().statusCode(201);
        return ana;
    }

    static String capped() {
        var ana = granted();
        wants(ana, "{\"max\": 1, \"per\": \"P7D\"}");
        return ana;
    }

    static void wants(String contact, String cap) {
        prefer(contact, "\"caps\": [" + cap + "]");
    }

    static void prefer(String contact, String members) {
        staff("admin")
                .header("If-Match", "*")
                .body("{" + members + "}")
                .put("/v1/persons/" + Persons.idOf(contact) + "/preferences")
                .then()
                .statusCode(200);
    }

    List<List<String>> usage(String contact) {
        return database.rows(
                "select json_array_length(uses), uses -> 0 ->> 0 from usage where person_id = ?",
                Persons.idOf(contact));
    }

    static void report(JsonPath permit, String outcome) {
        sender("acme-mailer")
                .body("{\"outcome\": \"" + outcome + "\"}")
                .post("/v1/decisions/" + permit.getString("id") + "/outcome")
                .then()
                .statusCode(201);
    }

    void takenBackAndGivenAgain(String contact) {
        Acts.withdraw(contact, "offers").then().statusCode(201);
        staff("admin").body("""
                        {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email",
                         "notice": {"id": "acme-marketing", "version": 1, "language": "en"},
                         "evidence": {"method": "form", "source": "https://acme.example"}}""".formatted(contact)).post("/v1/grants").then().statusCode(201);
    }

    static void erased(String contact) {
        staff("admin").delete("/v1/persons/" + Persons.idOf(contact)).then().statusCode(200);
    }

    static void erasedAndBack(String contact) {
        erased(contact);
        Acts.grant(contact, "offers").then().statusCode(201);
    }

    void merged(String contact) {
        var other = granted();
        Acts.withdraw(other, "offers").then().statusCode(201);
        Persons.merge(Persons.idOf(contact), Persons.idOf(other), database)
                .then()
                .statusCode(200);
    }

    static void suppressed(String contact) {
        sender("acme-mailer")
                .body("{\"contact\": \"%s\", \"reason\": \"wrong_recipient\"}".formatted(contact))
                .post("/v1/suppressions")
                .then()
                .statusCode(201);
    }

    void paused(String contact) {
        staff("admin")
                .body("{\"until\": \"%s\"}".formatted(now().plus(Duration.ofDays(1))))
                .post("/v1/persons/" + Persons.idOf(contact) + "/pause")
                .then()
                .statusCode(201);
    }

    /** At ten past ten in Paris: the permit before did not know of it. */
    void windowClosesSoon(String contact) {
        prefer(contact, """
                "timeZone": "Europe/Paris", "windows": [{"from": "09:00", "to": "11:10"}]""");
    }

    Instant now() {
        try {
            return clock.read();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static void mayWrite(String more) {
        staff("admin")
                .body("{\"name\": \"Mailer\", \"controllers\": [\"acme\"], \"channels\": [\"email\"], %s}"
                        .formatted(more))
                .put("/v1/catalog/senders/acme-mailer")
                .then()
                .statusCode(200);
    }
}
