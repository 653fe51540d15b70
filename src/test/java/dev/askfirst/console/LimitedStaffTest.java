package dev.askfirst.console;

import static dev.askfirst.console.TwoCompanies.*;
import static dev.askfirst.platform.Api.limited;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.catalog.connection.Connection;
import dev.askfirst.catalog.connection.PushTarget;
import dev.askfirst.consent.Acts;
import dev.askfirst.log.Sealing;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Challenge;
import dev.askfirst.platform.Routes;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
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

    @Inject
    Sealing sealing;

    @Inject
    DemoCatalog catalog;

    @BeforeEach
    void somebodyOfBoth() {
        TwoCompanies.are(sealing);
    }

    @Test
    void everyRouteForStaffHasARow() {
        var without = staffRoutes()
                .map(Routes.Route::toString)
                .filter(it -> !LimitedRoutes.table().containsKey(it))
                .toList();
        assertEquals(List.of(), without, "of these nobody has said what staff get who are limited to controllers");
    }

    static Stream<Routes.Route> staffRoutes() {
        return Routes.all()
                .filter(it -> it.roles().contains("compliance") || it.roles().contains("admin"));
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
            var staff = Staff.with(Api.limitedToken(role, OURS));
            var reply = staff.call(route, path);
            assertEquals(403, reply.statusCode(), path);
            assertTrue(reply.asString().contains("for staff without a limit"), reply.asString());
            return;
        }
        var request = limited(role, OURS);
        if (route.path().equals("/v1/imports")) request.contentType("text/csv").body("contact");
        else if (route.method().equals("PATCH"))
            request.contentType("application/merge-patch+json").body("{}");
        else if (!route.method().equals("GET")) request.body("{}");
        var reply = request.request(route.method(), path);
        assertEquals(403, reply.statusCode(), route + ": " + reply.asString());
        assertTrue(reply.header(Challenge.HEADER).contains("this is for staff without a limit"), route.toString());
        nothingOfOthers(route.toString(), reply);
    }

    @Test
    void whatTheyGetIsTheirsAlone() {
        var calls = new ArrayList<Call>(record());
        calls.addAll(people());
        calls.addAll(acts());
        calls.addAll(complaints());
        calls.addAll(AskedHumans.calls(catalog, both));
        catalog.replace(catalog.document()
                .withConnections(List.of(
                        connection("ours", "acme-mailer", "acme"), connection("theirs", "globex-mailer", "globex")))
                .withPushes(List.of(push("ours", "acme"), push("theirs", "globex"))));
        try {
            calls.addAll(catalog());
        } finally {
            catalog.again();
        }
        check(calls, it -> !it.contains("/console") && !it.contains("/exports"));
    }

    private List<Call> record() {
        // The others' may be many, and the clock of tests is moved: what was made here is found by its kind, page by
        // page.
        for (var made : Map.of("decision", permit, "act", grant, "suppression", suppression)
                .entrySet()) assertTrue(isListed(made.getKey(), made.getValue()), made::toString);
        var entries = get("/v1/audit/entries?limit=200");
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
                new Call("GET /v1/feedback", get("/v1/feedback"), 200),
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

    private static boolean isListed(String kind, String id) {
        var next = "";
        while (next != null) {
            var part = get("/v1/audit/entries?limit=200&kind=" + kind + next);
            if (part.asString().contains(id)) return true;
            var cursor = part.<String>path("next");
            next = cursor == null ? null : "&cursor=" + cursor;
        }
        return false;
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
                new Call("GET /v1/persons/{id}/intents", get("/v1/persons/" + person + "/intents"), 200),
                new Call("GET /v1/persons/{id}/intents", get("/v1/persons/" + unknown + "/intents"), 404),
                new Call("GET /v1/persons/{id}/receipts/{event}", receipt(grant), 200),
                new Call("GET /v1/persons/{id}/receipts/{event}", receipt(theirs), 404),
                new Call("GET /v1/persons/{id}/proof", proof(person, "acme"), 200),
                new Call("GET /v1/persons/{id}/proof", proof(person, "globex"), 404),
                new Call("GET /v1/persons/{id}/proof", proof(unknown, "acme"), 404),
                new Call("GET /v1/persons/{id}/decisions", get("/v1/persons/" + person + "/decisions"), 200),
                new Call("GET /v1/persons/{id}/decisions", get("/v1/persons/" + unknown + "/decisions"), 404),
                new Call("GET /v1/consents/expiring", get("/v1/consents/expiring?before=2999-01-01T00:00:00Z"), 200),
                new Call("GET /v1/replies", get("/v1/replies?due=true"), 200),
                new Call("GET /v1/replies", get("/v1/replies?limit=100"), 200));
    }

    private static List<Call> complaints() {
        var complaint = "{\"contact\": \"%s\", \"controller\": \"%s\", \"text\": \"At night\"}";
        var path = "/v1/complaints";
        var filed = post("compliance", path, complaint.formatted(both, "acme"));
        String theirs = Api.sender("globex-mailer")
                .body(complaint.formatted(both, "globex"))
                .post(path)
                .path("id");
        var by = "{\"by\": \"I\"}";
        var answer = "{\"as\": \"upheld\", \"answer\": \"Sorry\", \"by\": \"I\"}";
        var ours = path + "/" + filed.path("id");
        var others = path + "/" + theirs;
        return List.of(
                new Call("POST /v1/complaints", filed, 201),
                new Call(
                        "POST /v1/complaints",
                        post("compliance", path, complaint.formatted(both, "globex"), "globex"),
                        403),
                new Call("GET /v1/complaints", get(path + "?limit=1000"), 200),
                new Call(
                        "GET /v1/complaints/export",
                        limited("compliance", OURS).accept("*/*").get(path + "/export"),
                        200),
                new Call("POST /v1/complaints/{id}/acknowledge", post("compliance", ours + "/acknowledge", by), 200),
                new Call("POST /v1/complaints/{id}/acknowledge", post("compliance", others + "/acknowledge", by), 404),
                new Call("POST /v1/complaints/{id}/resolve", post("compliance", ours + "/resolve", answer), 200),
                new Call("POST /v1/complaints/{id}/resolve", post("compliance", others + "/resolve", answer), 404));
    }

    /** Administrators who are limited. */
    private List<Call> acts() {
        var ana = Acts.newcomer();
        var suppress = "{\"contact\": \"%s\", \"controller\": \"%s\", \"reason\": \"complaint\"}";
        var signal = "{\"signal\": \"gpc\", \"contact\": \"%s\", \"controller\": \"%s\"}";
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
                new Call("POST /v1/signals", post("admin", "/v1/signals", signal.formatted(ana, "acme")), 200),
                new Call(
                        "POST /v1/signals",
                        post("admin", "/v1/signals", signal.formatted(ana, "globex"), "globex"),
                        403),
                new Call("POST /v1/replies", post("admin", "/v1/replies", """
                                {"from": "%s", "controller": "acme", "channel": "email", "text": "Who are you?"}""".formatted(ana)), 200));
    }

    private static Connection connection(String id, String sender, String controller) {
        var secret = new Connection.Reference(null, Optional.of("secret"));
        return new Connection(id, "standard", sender, controller, null, "email", Optional.of(secret), null, null);
    }

    private static PushTarget push(String id, String controller) {
        var secret = new Connection.Reference(null, Optional.of("secret"));
        return new PushTarget(
                id, "sendgrid", controller, "email", null, null, null, Optional.of(secret), null, false, true, null);
    }

    private List<Call> catalog() {
        var calls = new ArrayList<Call>();
        calls.add(new Call("GET /v1/catalog", get("/v1/catalog"), 200));
        var authors = "/v1/catalog/controllers/%s/authors";
        calls.add(new Call("GET /v1/catalog/controllers/{id}/authors", get(authors.formatted("acme")), 200));
        calls.add(new Call("GET /v1/catalog/controllers/{id}/authors", get(authors.formatted("globex")), 404));
        for (var part : Map.ofEntries(
                        Map.entry("controllers", "acme"),
                        Map.entry("senders", "agency"),
                        Map.entry("channels", "email"),
                        Map.entry("purposes", "marketing"),
                        Map.entry("topics", "offers"),
                        Map.entry("notices", "acme-marketing"),
                        Map.entry("bases", "none"),
                        Map.entry("retention", "none"),
                        Map.entry("laws", "none"),
                        Map.entry("connections", "ours"),
                        Map.entry("pushes", "ours"))
                .entrySet()) {
            var path = "/v1/catalog/" + part.getKey() + "/" + part.getValue();
            var reply = get(path);
            calls.add(new Call(
                    "GET /v1/catalog/" + part.getKey() + "/{id}",
                    reply,
                    part.getValue().equals("none") ? 404 : 200));
        }
        calls.add(new Call("GET /v1/catalog/senders/{id}", get("/v1/catalog/senders/other-mailer"), 404));
        assertEquals(404, get("/v1/catalog/connections/theirs").statusCode());
        assertEquals(404, get("/v1/catalog/pushes/theirs").statusCode());
        assertEquals(404, get("/v1/catalog/controllers/globex").statusCode());
        assertEquals(404, get("/v1/catalog/senders/globex-mailer").statusCode());
        return calls;
    }
}
