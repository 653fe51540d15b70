package dev.askfirst.console;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.limited;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.log.Sealing;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Challenge;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.Routes;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Staff whose token limits them to Acme. Every route for staff is called by them: what they get is Acme's, or a refusal, and
 * nothing of Globex ever stands in it.
 */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class LimitedStaffTest {

    private static final String OURS = "acme";

    @Inject
    Database database;

    @Inject
    Sealing sealing;

    /** Somebody of both, and somebody of Globex alone. */
    private static String both;

    private static String stranger;
    private static UUID person;
    private static UUID unknown;
    private static String grant;
    private static String theirs;
    private static String permit;
    private static String othersPermit;
    private static String strangersPermit;
    private static String suppression;
    private static String othersSuppression;
    private static String report;
    private static String othersReport;

    @BeforeEach
    void somebodyOfBoth() {
        if (both != null) return;
        both = Acts.newcomer();
        stranger = Acts.newcomer();
        grant = Acts.grant(both, "offers").jsonPath().getString("id");
        theirs = globex(both);
        globex(stranger);
        person = Persons.idOf(both);
        unknown = Persons.idOf(stranger);
        permit = ask("acme-mailer", about(both)).path("id");
        othersPermit = ask("globex-mailer", about(both)).path("id");
        strangersPermit = ask("globex-mailer", about(stranger)).path("id");
        suppression = suppressed(OURS, Acts.newcomer());
        othersSuppression = suppressed("globex", stranger);
        report = report("acme-mailer");
        othersReport = report("globex-mailer");
        sealing.seal();
    }

    @Test
    void everyRouteForStaffHasARow() {
        assertEquals(
                staffRoutes().map(Routes.Route::toString).collect(Collectors.toCollection(TreeSet::new)),
                LimitedRoutes.table().keySet(),
                "a route for staff says here what staff who are limited to controllers get");
    }

    static Stream<Routes.Route> staffRoutes() {
        return Routes.all().filter(it -> it.roles().contains("compliance") || it.roles().contains("admin"));
    }

    static Stream<Routes.Route> refused() {
        return staffRoutes().filter(it -> LimitedRoutes.table().get(it.toString()) == LimitedRoutes.Gets.REFUSED);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void whatCannotBeLimitedIsRefused(Routes.Route route) {
        var path = route.path().replaceAll("\\{id}", person.toString()).replaceAll("\\{\\w+}", "topics");
        var role = route.roles().contains("admin") ? "admin" : "compliance";
        if (route.path().startsWith("/console")) {
            var reply = Staff.with(Api.limitedToken(role, OURS)).post(path, Map.of());
            assertEquals(403, reply.statusCode(), path);
            assertTrue(reply.asString().contains("for staff without a limit"), reply.asString());
            return;
        }
        var request = limited(role, OURS);
        if (route.path().equals("/v1/imports")) request.contentType("text/csv").body("contact");
        else if (route.method().equals("PATCH")) request.contentType("application/merge-patch+json").body("{}");
        else if (!route.method().equals("GET")) request.body("{}");
        var reply = request.request(route.method(), path);
        assertEquals(403, reply.statusCode(), route + ": " + reply.asString());
        assertTrue(reply.header(Challenge.HEADER).contains("this is for staff without a limit"), route.toString());
        nothingOfOthers(route.toString(), reply);
    }

    /** One call of a route: who makes it, and what it must give. */
    private record Call(String route, Response reply, int status) {}

    @Test
    void whatTheyGetIsTheirsAlone() {
        var calls = new ArrayList<Call>();
        calls.addAll(record());
        calls.addAll(people());
        calls.addAll(acts());
        calls.addAll(catalog());
        calls.addAll(exports());
        calls.addAll(console());
        for (var call : calls) {
            var told = call.reply().asString();
            assertEquals(call.status(), call.reply().statusCode(), call.route() + ": " + told);
            nothingOfOthers(call.route(), call.reply());
        }
        var called = calls.stream().map(Call::route).collect(Collectors.toCollection(TreeSet::new));
        var wanted = LimitedRoutes.table().entrySet().stream()
                .filter(it -> it.getValue() == LimitedRoutes.Gets.THEIRS)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(wanted, called, "each of them is called");
    }

    private List<Call> record() {
        var entries = get("/v1/audit/entries?limit=200");
        for (var id : List.of(permit, grant, suppression)) assertTrue(entries.asString().contains(id), id);
        var kinds = new TreeSet<>(entries.jsonPath().<String>getList("entries.kind"));
        assertFalse(kinds.contains("access") || kinds.contains("catalog") || kinds.contains("export"), kinds::toString);
        return List.of(
                new Call("GET /v1/audit/entries", entries, 200),
                new Call("GET /v1/audit/entries", get("/v1/audit/entries?person=" + person), 200),
                new Call("GET /v1/audit/entries", get("/v1/audit/entries?person=" + unknown), 200),
                new Call("GET /v1/audit/entries", get("/v1/audit/entries?kind=decision&limit=200"), 200),
                new Call("GET /v1/audit/entries/{id}/proof", get("/v1/audit/entries/" + permit + "/proof"), 200),
                new Call("GET /v1/audit/entries/{id}/proof", get("/v1/audit/entries/" + othersPermit + "/proof"), 404),
                new Call("GET /v1/audit/entries/{id}/proof", get("/v1/audit/entries/1/proof"), 404),
                new Call("GET /v1/audit/statistics", statistics("sender"), 200),
                new Call("GET /v1/audit/statistics", statistics("day"), 200),
                new Call("GET /v1/decisions/{id}", get("/v1/decisions/" + permit), 200),
                new Call("GET /v1/decisions/{id}", get("/v1/decisions/" + othersPermit), 404),
                new Call("GET /v1/decisions/{id}/replay", get("/v1/decisions/" + permit + "/replay"), 200),
                new Call("GET /v1/decisions/{id}/replay", get("/v1/decisions/" + othersPermit + "/replay"), 404),
                new Call("POST /v1/reconciliations", report("compliance", "acme-mailer"), 202),
                new Call("POST /v1/reconciliations", report("compliance", "agency"), 403),
                new Call("GET /v1/reconciliations", get("/v1/reconciliations?limit=200"), 200),
                new Call("GET /v1/reconciliations/{id}", get("/v1/reconciliations/" + report), 200),
                new Call("GET /v1/reconciliations/{id}", get("/v1/reconciliations/" + othersReport), 404),
                new Call("GET /v1/reconciliations/{id}/rows", get("/v1/reconciliations/" + report + "/rows"), 200),
                new Call(
                        "GET /v1/reconciliations/{id}/rows", get("/v1/reconciliations/" + othersReport + "/rows"), 404),
                new Call(
                        "GET /v1/reconciliations/{id}/report.csv",
                        get("/v1/reconciliations/" + report + "/report.csv"),
                        200),
                new Call(
                        "GET /v1/reconciliations/{id}/report.csv",
                        get("/v1/reconciliations/" + othersReport + "/report.csv"),
                        404));
    }

    private List<Call> people() {
        var found = post("compliance", "/v1/persons/lookup", "{\"contact\": \"%s\"}".formatted(both));
        var seen = get("/v1/persons/" + person);
        assertEquals(person.toString(), found.path("person"));
        assertEquals(List.of("acme"), seen.jsonPath().getList("consents.controller"));
        assertEquals(1, seen.jsonPath().getList("contacts").size());
        return List.of(
                new Call("POST /v1/persons/lookup", found, 200),
                new Call(
                        "POST /v1/persons/lookup",
                        post("admin", "/v1/persons/lookup", "{\"contact\": \"%s\"}".formatted(stranger)),
                        404),
                new Call("GET /v1/persons/{id}", seen, 200),
                new Call("GET /v1/persons/{id}", get("/v1/persons/" + unknown), 404),
                new Call("GET /v1/persons/{id}/decisions", get("/v1/persons/" + person + "/decisions"), 200),
                new Call("GET /v1/persons/{id}/decisions", get("/v1/persons/" + unknown + "/decisions"), 404),
                new Call("GET /v1/consents/expiring", get("/v1/consents/expiring?before=2999-01-01T00:00:00Z"), 200),
                new Call("GET /v1/replies", get("/v1/replies?limit=100"), 200));
    }

    /** Administrators who are limited. */
    private List<Call> acts() {
        var ana = Acts.newcomer();
        var suppress = "{\"contact\": \"%s\", \"controller\": \"%s\", \"reason\": \"complaint\"}";
        var lifted = post("admin", "/v1/suppressions", suppress.formatted(ana, "acme"));
        return List.of(
                new Call("POST /v1/grants", post("admin", "/v1/grants", yes(ana, "acme")), 201),
                new Call("POST /v1/grants", post("admin", "/v1/grants", yes(ana, "globex"), "globex"), 403),
                new Call("POST /v1/refusals", post("admin", "/v1/refusals", no(ana, "acme")), 201),
                new Call("POST /v1/refusals", post("admin", "/v1/refusals", "{\"contact\":\"" + ana + "\"}"), 403),
                new Call("POST /v1/withdrawals", post("admin", "/v1/withdrawals", no(ana, "acme")), 200),
                new Call("POST /v1/withdrawals", post("admin", "/v1/withdrawals", no(ana, "globex"), "globex"), 403),
                new Call("POST /v1/suppressions", lifted, 201),
                new Call(
                        "POST /v1/suppressions",
                        post("admin", "/v1/suppressions", suppress.formatted(ana, "globex"), "globex"),
                        403),
                new Call("GET /v1/suppressions", get("/v1/suppressions?limit=100"), 200),
                new Call(
                        "POST /v1/suppressions/lookup",
                        post("compliance", "/v1/suppressions/lookup", "{\"contact\":\"" + stranger + "\"}"),
                        200),
                new Call("GET /v1/suppressions/{id}", get("/v1/suppressions/" + suppression), 200),
                new Call("GET /v1/suppressions/{id}", get("/v1/suppressions/" + othersSuppression), 404),
                new Call("DELETE /v1/suppressions/{id}", lift(othersSuppression), 404),
                new Call("DELETE /v1/suppressions/{id}", lift(lifted.path("id")), 200),
                new Call(
                        "POST /v1/replies",
                        post("admin", "/v1/replies", """
                                {"from": "%s", "controller": "acme", "channel": "email", "text": "Who are you?"}""".formatted(ana)),
                        200));
    }

    private List<Call> catalog() {
        var calls = new ArrayList<Call>();
        calls.add(new Call("GET /v1/catalog", get("/v1/catalog"), 200));
        for (var part : Map.of(
                        "controllers", "acme",
                        "senders", "agency",
                        "channels", "email",
                        "purposes", "marketing",
                        "topics", "offers",
                        "notices", "acme-marketing",
                        "bases", "none",
                        "retention", "none",
                        "laws", "none")
                .entrySet()) {
            var path = "/v1/catalog/" + part.getKey() + "/" + part.getValue();
            var reply = get(path);
            calls.add(new Call(
                    "GET /v1/catalog/" + part.getKey() + "/{id}", reply, part.getValue().equals("none") ? 404 : 200));
        }
        calls.add(new Call("GET /v1/catalog/senders/{id}", get("/v1/catalog/senders/other-mailer"), 404));
        assertEquals(404, get("/v1/catalog/controllers/globex").statusCode());
        assertEquals(404, get("/v1/catalog/senders/globex-mailer").statusCode());
        return calls;
    }

    private List<Call> exports() {
        var order = """
                {"from": "2000-01-01T00:00:00Z", "to": "9000-01-01T00:00:00Z", "format": "ndjson"}""";
        var ordered = post("compliance", "/v1/audit/exports", order);
        String id = ordered.path("id");
        var path = "/v1/audit/exports/" + id;
        Await.until("it is made", Duration.ofSeconds(60), () -> "done".equals(get(path).path("state")));
        var file = get(path + "/files/entries-00001.ndjson");
        var lines = new String(file.asByteArray(), StandardCharsets.UTF_8);
        assertTrue(lines.contains(permit), "their own are in it");
        assertFalse(lines.contains("globex"), "no other is");
        var console = Staff.with(Api.limitedToken("compliance", OURS));
        var calls = new ArrayList<>(List.of(
                new Call("POST /v1/audit/exports", ordered, 202),
                new Call("GET /v1/audit/exports/{id}", get(path), 200),
                new Call("GET /v1/audit/exports/{id}/files/{name}", file, 200),
                new Call("GET /v1/audit/exports/{id}/files/{name}", get(path + "/files/manifest.json"), 200),
                new Call("GET /console/exports", console.get("/console/exports"), 200),
                new Call("GET /console/exports/{id}", console.get("/console/exports/" + id), 200),
                new Call(
                        "GET /console/exports/{id}/files/{name}",
                        console.get("/console/exports/" + id + "/files/entries-00001.ndjson"),
                        200)));
        // The same person without a limit ordered one before; and somebody limited to others sees neither.
        String whole = Api.staff("compliance").body(order).post("/v1/audit/exports").path("id");
        calls.add(new Call("GET /v1/audit/exports/{id}", get("/v1/audit/exports/" + whole), 404));
        assertFalse(console.get("/console/exports").asString().contains(whole));
        assertEquals(404, limited("compliance", "globex").get(path).statusCode());
        calls.add(new Call(
                "POST /console/exports",
                console.post("/console/exports", Map.of("from", "2026-01-01", "to", "2026-01-02", "format", "csv")),
                303));
        calls.add(new Call(
                "POST /console/exports/{id}/cancel", console.post("/console/exports/" + id + "/cancel", Map.of()), 303));
        calls.add(new Call(
                "DELETE /v1/audit/exports/{id}", limited("compliance", OURS).delete(path), 204));
        return calls;
    }

    private List<Call> console() {
        var staff = Staff.with(Api.limitedToken("compliance", OURS));
        assertTrue(staff.get("/console").asString().contains("You see Acme Shoes only."));
        var address = both.replace("mailto:", "");
        var calls = new ArrayList<Call>();
        for (var path : List.of("", "/people", "/consents", "/overview", "/verify", "/catalog", "/prove"))
            calls.add(new Call("GET /console" + path, staff.get("/console" + path), 200));
        calls.add(new Call("GET /console/entries", staff.get("/console/entries?limit=200"), 200));
        for (var id : List.of(permit, grant, suppression))
            calls.add(new Call("GET /console/entries/{id}", staff.get("/console/entries/" + id), 200));
        for (var id : List.of(theirs, othersPermit, strangersPermit, othersSuppression, "1"))
            calls.add(new Call("GET /console/entries/{id}", staff.get("/console/entries/" + id), 404));
        calls.add(new Call(
                "GET /console/entries/{id}/proof", staff.get("/console/entries/" + permit + "/proof"), 200));
        calls.add(new Call(
                "GET /console/entries/{id}/proof", staff.get("/console/entries/" + othersPermit + "/proof"), 404));
        calls.add(new Call("GET /console/people/{id}", staff.get("/console/people/" + person), 200));
        calls.add(new Call("GET /console/people/{id}", staff.get("/console/people/" + unknown), 404));
        calls.add(new Call("POST /console/people", staff.post("/console/people", Map.of("contact", address)), 303));
        calls.add(new Call("POST /console/people", staff.post("/console/people", Map.of("contact", stranger)), 404));
        calls.add(new Call("GET /console/catalog/{kind}", staff.get("/console/catalog/senders?id=agency"), 200));
        calls.add(new Call("GET /console/prove/{id}", staff.get("/console/prove/" + permit), 200));
        calls.add(new Call("GET /console/prove/{id}", staff.get("/console/prove/" + othersPermit), 404));
        calls.add(new Call("GET /console/prove/{id}", staff.get("/console/prove/" + theirs), 404));
        calls.add(new Call(
                "GET /console/prove/{id}/everything.zip", staff.get("/console/prove/" + grant + "/everything.zip"), 200));
        calls.add(new Call(
                "GET /console/prove/{id}/everything.zip",
                staff.get("/console/prove/" + theirs + "/everything.zip"),
                404));
        // They have one yes that these staff may see: it is led to.
        calls.add(new Call("GET /console/prove/of/{id}", staff.get("/console/prove/of/" + person), 303));
        calls.add(new Call("GET /console/prove/of/{id}", staff.get("/console/prove/of/" + unknown), 404));
        calls.add(new Call("POST /console/prove", staff.post("/console/prove", Map.of("who", address)), 303));
        calls.add(new Call("POST /console/prove", staff.post("/console/prove", Map.of("who", stranger)), 404));
        calls.add(new Call("GET /console/find", staff.get("/console/find"), 200));
        for (var found : List.of(address, permit, grant, person.toString(), "offers"))
            calls.add(new Call("POST /console/find", staff.post("/console/find", Map.of("q", found)), found.equals("offers") ? 200 : 303));
        for (var other : List.of(stranger, othersPermit, theirs, unknown.toString(), "globex", "globex-mailer", "1"))
            calls.add(new Call("POST /console/find", staff.post("/console/find", Map.of("q", other)), 404));
        calls.add(new Call("POST /console/leave", staff.post("/console/leave", Map.of()), 303));
        return calls;
    }

    /** Names and ids of the other company, and of somebody who is a customer of it alone. */
    private static void nothingOfOthers(String route, Response reply) {
        var told = reply.asString().toLowerCase(Locale.ROOT);
        for (var others : List.of(
                "globex",
                unknown.toString(),
                theirs,
                othersPermit,
                strangersPermit,
                othersSuppression,
                othersReport)) {
            // What somebody has asked for by its id may be named in the refusal.
            var asked = reply.statusCode() >= 400;
            assertTrue(asked || !told.contains(others), route + " tells " + others + ": " + told);
        }
    }

    private static Response get(String path) {
        return limited("compliance", OURS).get(path);
    }

    private static Response post(String role, String path, String body) {
        return limited(role, OURS).body(body).post(path);
    }

    private static Response post(String role, String path, String body, String refused) {
        var reply = post(role, path, body);
        assertTrue(reply.header(Challenge.HEADER).contains("`" + refused + "` is not one of them"), path);
        return reply;
    }

    private static Response lift(String id) {
        return limited("admin", OURS).delete("/v1/suppressions/" + id + "?reason=a+mistake");
    }

    private static Response statistics(String by) {
        return get("/v1/audit/statistics?from=2020-01-01T00:00:00Z&to=2999-01-01T00:00:00Z&by=" + by);
    }

    private static String suppressed(String controller, String contact) {
        return Api.staff("admin")
                .body("{\"contact\": \"%s\", \"controller\": \"%s\", \"reason\": \"complaint\"}".formatted(contact, controller))
                .post("/v1/suppressions")
                .path("id");
    }

    private static String globex(String contact) {
        var reply = Api.sender("globex-mailer").body(yes(contact, "globex")).post("/v1/grants");
        reply.then().statusCode(201);
        return reply.path("id");
    }

    private static String yes(String contact, String controller) {
        return """
                {"contact": "%s", "controller": "%s", "topic": "offers", "channel": "email",
                 "notice": {"id": "%s-marketing", "version": 1, "language": "en"},
                 "evidence": {"method": "form"}}""".formatted(contact, controller, controller);
    }

    private static String no(String contact, String controller) {
        return "{\"contact\": \"%s\", \"controller\": \"%s\", \"topic\": \"offers\"}".formatted(contact, controller);
    }

    private static String report(String sender) {
        var reply = report(Api.staff("compliance"), sender);
        reply.then().statusCode(202);
        return reply.path("id");
    }

    private static Response report(String role, String sender) {
        return report(limited(role, OURS), sender);
    }

    private static Response report(io.restassured.specification.RequestSpecification who, String sender) {
        return who.contentType("text/csv")
                .queryParam("sender", sender)
                .body("contact,channel,at\n%s,email,%s\n".formatted(both, Instant.now()))
                .post("/v1/reconciliations");
    }
}
