package dev.askfirst.decision;

import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.consent.Persons;
import dev.askfirst.consent.Suppressing;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.GoldenCase;
import dev.askfirst.policy.GoldenCase.Step;
import dev.askfirst.policy.term.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Lets a golden case happen through the API, each step at its time. */
@ApplicationScoped
class LifeOverHttp {

    private final TestClock clock;
    private final Database database;
    private final ContactKeys keys;
    private final DemoCatalog catalog;

    LifeOverHttp(TestClock clock, Database database, ContactKeys keys, DemoCatalog catalog) {
        this.clock = clock;
        this.database = database;
        this.keys = keys;
        this.catalog = catalog;
    }

    void happens(GoldenCase golden) throws SQLException {
        Switches.on(golden, catalog);
        eachStep(golden);
    }

    void isOver(GoldenCase golden) {
        Switches.off(golden, catalog);
    }

    private void eachStep(GoldenCase golden) throws SQLException {
        var tokens = new HashMap<String, String>();
        var latest = Instant.EPOCH;
        for (var step : golden.given()) {
            var known = step.confirmed().orElse(step.at());
            latest = known.isAfter(latest) ? known : latest;
            clock.set(golden.isLive() ? latest : GoldenCase.NOW);
            sharePerson(golden, step.contact());
            happens(golden, step, tokens);
        }
        sharePerson(golden, golden.when().contact());
        clock.set(GoldenCase.NOW);
    }

    static String contact(GoldenCase golden, String label) {
        return golden.contact(label);
    }

    /** Whose contact this is, if it is anybody's. */
    static Optional<UUID> person(String contact) {
        var found =
                staff(Caller.ADMIN).body(Json.write(Map.of("contact", contact))).post("/v1/persons/lookup");
        return found.statusCode() == 404
                ? Optional.empty()
                : Optional.of(UUID.fromString(found.jsonPath().getString("person")));
    }

    private void happens(GoldenCase golden, Step step, Map<String, String> tokens) {
        var which = step.contact() + step.controller() + step.topic();
        switch (step.act()) {
            case GRANT -> grant(golden, step);
            case REFUSAL -> said("/v1/refusals", no(golden, step));
            case WITHDRAWAL -> said("/v1/withdrawals", no(golden, step));
            case ASK -> tokens.put(which, ask(golden, step));
            case CONFIRMATION -> {
                var status = staff(Caller.ADMIN)
                        .body(Json.write(Map.of("token", tokens.get(which))))
                        .post("/v1/grants/confirm")
                        .statusCode();
                assertEquals(step.refused() ? 409 : 200, status);
            }
            case SUPPRESSION -> importRow("suppressions", suppression(golden, step), "created");
            case MERGE -> {
                var one = person(contact(golden, "a")).orElseThrow();
                var other = person(contact(golden, "x")).orElseThrow();
                assertEquals(200, Persons.merge(one, other, database).statusCode());
            }
            case LIFT -> lift(contact(golden, step.contact()), step.topic());
            case PAUSE -> {
                var body = new LinkedHashMap<String, Object>(
                        Map.of("until", step.until().orElseThrow()));
                if (!step.channel().equals(Scope.ALL)) body.put("channel", step.channel());
                if (!step.topic().equals(Scope.ALL)) body.put("topic", step.topic());
                var paused = staff(Caller.ADMIN).body(Json.write(body)).post(pausePath(golden, step));
                assertEquals(201, paused.statusCode(), paused::asString);
            }
            case RESUME -> {
                var request = staff(Caller.ADMIN);
                if (!step.channel().equals(Scope.ALL)) request.queryParam("channel", step.channel());
                if (!step.topic().equals(Scope.ALL)) request.queryParam("topic", step.topic());
                assertEquals(204, request.delete(pausePath(golden, step)).statusCode());
            }
            case PREFERENCES -> {
                var who = person(contact(golden, step.contact())).orElseThrow();
                var put = staff(Caller.ADMIN)
                        .header("If-Match", "*")
                        .body(step.set().orElseThrow().toString())
                        .put("/v1/persons/" + who + "/preferences");
                assertEquals(200, put.statusCode(), put::asString);
            }
            case PERMIT -> {
                var question = new HashMap<String, Object>(Map.of(
                        "to", contact(golden, step.contact()),
                        "channel", step.channel(),
                        "topic", step.topic(),
                        "controller", step.controller()));
                if (step.confirms()) question.put("message", Map.of("confirms", "stop"));
                step.near().in(question);
                var asked = Api.ask(asker(step), Json.write(question));
                assertEquals(
                        !step.refused(), asked.jsonPath().getString("outcome").equals("permit"), asked::asString);
            }
            case STOP -> {
                var reply = Map.of(
                        "from", contact(golden, step.contact()),
                        "channel", step.channel(),
                        "controller", step.controller(),
                        "text", "STOP");
                var told = sender(step.controller() + kind(step.channel()))
                        .body(Json.write(reply))
                        .post("/v1/replies");
                assertEquals(
                        step.topic().equals(Scope.ALL) ? "all" : step.topic(),
                        told.jsonPath().getString("bound.topics"),
                        told::asString);
            }
            case HUMAN_REQUEST -> HumansOverHttp.ask(contact(golden, step.contact()), step);
            case FEEDBACK -> RatingsOverHttp.rate(contact(golden, step.contact()), step, asker(step), tokens);
            case HUMAN_ANSWER -> HumansOverHttp.answer(person(contact(golden, step.contact())), step);
            case INTENT -> IntentsOverHttp.say(person(contact(golden, step.contact())), step);
            case INTENT_ENDED -> IntentsOverHttp.end(person(contact(golden, step.contact())), step);
            case TOLD -> TextsOverHttp.tell(golden, step);
            case WROTE -> TextsOverHttp.write(golden, step);
            case AUTHOR -> {}
            case ERASURE -> {
                var gone = person(contact(golden, step.contact())).orElseThrow();
                assertEquals(
                        200, staff(Caller.ADMIN).delete("/v1/persons/" + gone).statusCode());
            }
        }
    }

    private static String pausePath(GoldenCase golden, Step step) {
        return "/v1/persons/%s/pause"
                .formatted(person(contact(golden, step.contact())).orElseThrow());
    }

    private static void lift(String contact, String controller) {
        var standing =
                staff(Caller.ADMIN).body(Json.write(Map.of("contact", contact))).post("/v1/suppressions/lookup");
        var id = standing.jsonPath().getString("suppressions.find { it.controller == '%s' }.id".formatted(controller));
        assertEquals(200, Suppressing.lift(Caller.ADMIN, id, "by mistake").statusCode());
    }

    private static void grant(GoldenCase golden, Step step) {
        if (!step.bySender()) {
            importRow("grants", row(golden, step), step.refused() ? "unchanged" : "created");
            return;
        }
        var body = body(golden, step);
        body.put("at", step.at());
        var said = sender("acme-mailer").body(Json.write(body)).post("/v1/grants");
        assertEquals(step.refused() ? 409 : 201, said.statusCode());
    }

    private static String ask(GoldenCase golden, Step step) {
        var body = body(golden, step);
        step.expires().ifPresent(end -> body.put("expiresAt", end));
        var asked = staff(Caller.ADMIN).body(Json.write(body)).post("/v1/grants");
        assertEquals(201, asked.statusCode(), asked::asString);
        assertEquals("pending", asked.jsonPath().getString("state").replace("given", "pending"));
        return asked.jsonPath().getString("confirmToken");
    }

    private static Map<String, Object> body(GoldenCase golden, Step step) {
        var body = scope(golden, step);
        // The notices of the demo are about what needs consent.
        if (step.topic().equals("orders")) body.put("basis", "contract");
        else body.put("notice", Map.of("id", step.controller() + "-marketing", "version", 1));
        body.put(
                "evidence", Map.of("method", step.evidence().orElse("form"), "source", "https://acme.example/sign-up"));
        return body;
    }

    private static void said(String path, Map<String, Object> body) {
        var answer = staff(Caller.ADMIN).body(Json.write(body)).post(path);
        assertEquals(201, answer.statusCode(), answer::asString);
    }

    private static void importRow(String kind, Map<String, Object> row, String status) {
        var answer = staff(Caller.ADMIN)
                .contentType("application/x-ndjson")
                .body(Json.write(row) + "\n")
                .queryParam("kind", kind)
                .post("/v1/imports");
        assertEquals(200, answer.statusCode());
        var told = answer.asString().lines().findFirst().orElseThrow();
        assertTrue(told.startsWith("{\"line\":1,\"status\":\"" + status + "\""), told);
    }

    private static Map<String, Object> row(GoldenCase golden, Step step) {
        var row = scope(golden, step);
        row.put("at", step.at());
        // A row without evidence at first hand would lift no no.
        row.put("evidence", Map.of("method", "form", "source", "https://acme.example/sign-up"));
        step.expires().ifPresent(end -> row.put("expiresAt", end));
        step.confirmed().ifPresent(at -> row.put("confirmedAt", at));
        step.ground().ifPresent(it -> {
            row.put("basis", "implied");
            var ground = new LinkedHashMap<String, Object>(Map.of("kind", it.kind()));
            it.since().ifPresent(since -> ground.put("since", since));
            row.put("ground", ground);
        });
        return row;
    }

    private static Map<String, Object> scope(GoldenCase golden, Step step) {
        var scope = new LinkedHashMap<String, Object>();
        var contact = contact(golden, step.contact());
        scope.put("contact", step.channel().equals("push") ? "push:app/" + contact.hashCode() : contact);
        scope.put("controller", step.controller());
        scope.put("topic", step.topic());
        scope.put("channel", step.channel());
        return scope;
    }

    private static Map<String, Object> suppression(GoldenCase golden, Step step) {
        var row = new LinkedHashMap<String, Object>();
        row.put("contact", contact(golden, step.contact()));
        row.put("reason", step.reason().orElse("legal"));
        row.put("at", step.at());
        if (!step.topic().equals(Scope.ALL)) row.put("controller", step.topic());
        return row;
    }

    private static Map<String, Object> no(GoldenCase golden, Step step) {
        var body = scope(golden, step);
        body.values().removeIf(Scope.ALL::equals);
        body.put("contact", contact(golden, step.contact()));
        if (step.contactOnly()) body.put("contactOnly", true);
        if (step.services()) body.put("services", true);
        body.put("at", step.at());
        body.put("evidence", Map.of("method", "page"));
        return body;
    }

    /** The contacts a and b are one person's. */
    private void sharePerson(GoldenCase golden, String label) {
        if (!label.equals("a") && !label.equals("b")) return;
        var mine = Contact.parse(contact(golden, label));
        var other = Contact.parse(contact(golden, label.equals("a") ? "b" : "a"));
        var key = keys.of(mine).getFirst();
        database.execute(
                """
                insert into contact_point (contact_key, key_version, point_id, person_id, scheme, added_at, shard, home)
                select ?, ?, gen_random_uuid(), person_id, 'mailto', clock_timestamp(), ?, home
                from contact_point where contact_key = ? on conflict do nothing""",
                key.key(),
                key.version(),
                key.shard(),
                keys.of(other).getFirst().key());
    }

    private static String asker(Step step) {
        return step.channel().equals("proximity") ? "agency" : step.controller() + kind(step.channel());
    }

    /** Which of a controller's senders writes by this channel. */
    private static String kind(String channel) {
        return switch (channel) {
            case "voice" -> "-dialler";
            case "sms" -> "-texter";
            default -> "-mailer";
        };
    }
}
