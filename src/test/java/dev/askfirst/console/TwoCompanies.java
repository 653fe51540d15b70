package dev.askfirst.console;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.limited;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.log.Sealing;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Challenge;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Acme and Globex on one service: somebody who is a customer of both, somebody of Globex alone, and what was recorded of them. */
final class TwoCompanies {

    static final String OURS = "acme";

    static String both;
    static String stranger;
    static UUID person;
    static UUID unknown;
    static String grant;
    static String theirs;
    static String permit;
    static String othersPermit;
    static String strangersPermit;
    static String suppression;
    static String othersSuppression;
    static String report;
    static String othersReport;

    /** One call of a route by staff who are limited to Acme, and what it must give. */
    record Call(String route, Response reply, int status) {}

    private TwoCompanies() {}

    /** Made once for all tests. */
    static void are(Sealing sealing) {
        if (both != null) return;
        both = Acts.newcomer();
        stranger = Acts.newcomer();
        grant = Acts.grant(both, "offers").jsonPath().getString("id");
        theirs = globex(both);
        globex(stranger);
        person = Persons.idOf(both);
        unknown = Persons.idOf(stranger);
        looksFor("\"acme\", \"globex\"");
        looksFor("\"globex\"");
        permit = ask("acme-mailer", about(both)).path("id");
        othersPermit = ask("globex-mailer", about(both)).path("id");
        strangersPermit = ask("globex-mailer", about(stranger)).path("id");
        suppression = suppressed(OURS, Acts.newcomer());
        othersSuppression = suppressed("globex", stranger);
        report = report("acme-mailer");
        othersReport = report("globex-mailer");
        sealing.seal();
    }

    /** Each of them gave what it must, and nothing of others; and each of these routes that gives them theirs was called. */
    static void check(List<Call> calls, Predicate<String> routes) {
        for (var call : calls) {
            assertEquals(
                    call.status(),
                    call.reply().statusCode(),
                    call.route() + ": " + call.reply().asString());
            nothingOfOthers(call.route(), call.reply());
        }
        var wanted = LimitedRoutes.table().entrySet().stream()
                .filter(it -> it.getValue() == LimitedRoutes.Gets.THEIRS)
                .map(Map.Entry::getKey)
                .filter(routes)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(wanted, calls.stream().map(Call::route).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Names and ids of the other company, and of somebody who is a customer of it alone. */
    static void nothingOfOthers(String route, Response reply) {
        var told = reply.asString().toLowerCase(Locale.ROOT);
        for (var others : List.of(
                "globex", unknown.toString(), theirs, othersPermit, strangersPermit, othersSuppression, othersReport)) {
            // What somebody has asked for by its id may be named in the refusal.
            var asked = reply.statusCode() >= 400;
            assertTrue(asked || !told.contains(others), route + " tells " + others + ": " + told);
        }
    }

    static Response get(String path) {
        return limited("compliance", OURS).get(path);
    }

    static Response post(String role, String path, String body) {
        return limited(role, OURS).body(body).post(path);
    }

    static Response post(String role, String path, String body, String refused) {
        var reply = post(role, path, body);
        assertTrue(reply.header(Challenge.HEADER).contains("`" + refused + "` is not one of them"), path);
        return reply;
    }

    static Response receipt(String of) {
        return get("/v1/persons/" + person + "/receipts/" + of);
    }

    static Response proof(UUID whose, String controller) {
        return get("/v1/persons/%s/proof?controller=%s&topic=offers&channel=email".formatted(whose, controller));
    }

    static Response lift(String id) {
        return limited("admin", OURS).delete("/v1/suppressions/" + id + "?reason=a+mistake");
    }

    static Response statistics(String by) {
        return get("/v1/audit/statistics?from=2020-01-01T00:00:00Z&to=2999-01-01T00:00:00Z&by=" + by);
    }

    static String suppressed(String controller, String contact) {
        return Api.staff("admin")
                .body("{\"contact\": \"%s\", \"controller\": \"%s\", \"reason\": \"complaint\"}"
                        .formatted(contact, controller))
                .post("/v1/suppressions")
                .path("id");
    }

    private static void looksFor(String controllers) {
        var until = Instant.now().plus(Duration.ofDays(30));
        Api.person(person)
                .body("{\"topic\": \"offers.shoes\", \"controllers\": [%s], \"until\": \"%s\", \"max\": 1}"
                        .formatted(controllers, until))
                .post("/v1/persons/" + person + "/intents")
                .then()
                .statusCode(201);
    }

    static String globex(String contact) {
        var reply = Api.sender("globex-mailer").body(yes(contact, "globex")).post("/v1/grants");
        reply.then().statusCode(201);
        return reply.path("id");
    }

    static String yes(String contact, String controller) {
        return """
                {"contact": "%s", "controller": "%s", "topic": "offers", "channel": "email",
                 "notice": {"id": "%s-marketing", "version": 1, "language": "en"},
                 "evidence": {"method": "form"}}""".formatted(contact, controller, controller);
    }

    static String no(String contact, String controller) {
        return "{\"contact\": \"%s\", \"controller\": \"%s\", \"topic\": \"offers\"}".formatted(contact, controller);
    }

    static String report(String sender) {
        var reply = report(Api.staff("compliance"), sender);
        reply.then().statusCode(202);
        return reply.path("id");
    }

    static Response report(String role, String sender) {
        return report(limited(role, OURS), sender);
    }

    static Response report(io.restassured.specification.RequestSpecification who, String sender) {
        return who.contentType("text/csv")
                .queryParam("sender", sender)
                .body("contact,channel,at\n%s,email,%s\n".formatted(both, Instant.now()))
                .post("/v1/reconciliations");
    }
}
