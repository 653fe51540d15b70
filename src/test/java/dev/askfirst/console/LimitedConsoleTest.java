package dev.askfirst.console;

import static dev.askfirst.console.TwoCompanies.*;
import static dev.askfirst.platform.Api.limited;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.log.Sealing;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Staff who are limited to Acme at the console, and what they take away from it: Acme's, and nothing of Globex. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class LimitedConsoleTest {

    @Inject
    Sealing sealing;

    @BeforeEach
    void somebodyOfBoth() {
        TwoCompanies.are(sealing);
    }

    @Test
    void whatTheySeeIsTheirsAlone() {
        var calls = new ArrayList<Call>(exports());
        calls.addAll(console());
        check(calls, it -> it.contains("/console") || it.contains("/exports"));
    }

    private List<Call> exports() {
        var order = """
                {"from": "2000-01-01T00:00:00Z", "to": "9000-01-01T00:00:00Z", "format": "ndjson"}""";
        var ordered = post("compliance", "/v1/audit/exports", order);
        String id = ordered.path("id");
        var path = "/v1/audit/exports/" + id;
        Await.until(
                "it is made",
                Duration.ofSeconds(60),
                () -> "done".equals(get(path).path("state")));
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
        String whole =
                Api.staff("compliance").body(order).post("/v1/audit/exports").path("id");
        calls.add(new Call("GET /v1/audit/exports/{id}", get("/v1/audit/exports/" + whole), 404));
        assertFalse(console.get("/console/exports").asString().contains(whole));
        assertEquals(404, limited("compliance", "globex").get(path).statusCode());
        calls.add(new Call(
                "POST /console/exports",
                console.post("/console/exports", Map.of("from", "2026-01-01", "to", "2026-01-02", "format", "csv")),
                303));
        calls.add(new Call(
                "POST /console/exports/{id}/cancel",
                console.post("/console/exports/" + id + "/cancel", Map.of()),
                303));
        calls.add(new Call(
                "DELETE /v1/audit/exports/{id}", limited("compliance", OURS).delete(path), 204));
        return calls;
    }

    private static List<Call> complaints(Staff staff) {
        var path = "/console/complaints";
        var complaint = "{\"contact\": \"%s\", \"controller\": \"globex\", \"text\": \"At night\"}".formatted(both);
        String theirs = Api.sender("globex-mailer")
                .body(complaint)
                .post("/v1/complaints")
                .path("id");
        var acknowledged = Map.of("as", "acknowledged");
        return List.of(
                new Call("GET /console/usefulness", staff.get("/console/usefulness"), 200),
                new Call("GET /console/authors", staff.get("/console/authors"), 200),
                new Call("GET /console/requests", staff.get("/console/requests?all=true"), 200),
                new Call(
                        "POST /console/requests/{id}",
                        staff.post("/console/requests/" + java.util.UUID.randomUUID(), Map.of("text", "x", "by", "I")),
                        404),
                new Call("GET /console/complaints", staff.get(path + "?all=true"), 200),
                new Call("GET /console/complaints/export", staff.get(path + "/export?format=csv"), 200),
                new Call(
                        "POST /console/complaints",
                        staff.post(path, Map.of("contact", both, "controller", "acme", "text", "At night")),
                        303),
                new Call(
                        "POST /console/complaints",
                        staff.post(path, Map.of("contact", both, "controller", "globex", "text", "At night")),
                        403),
                new Call("POST /console/complaints/{id}", staff.post(path + "/" + theirs, acknowledged), 404));
    }

    private List<Call> console() {
        var staff = Staff.with(Api.limitedToken("compliance", OURS));
        assertTrue(staff.get("/console").asString().contains("You see Acme Shoes only."));
        var address = both.replace("mailto:", "");
        var calls = new ArrayList<Call>();
        for (var path : List.of("", "/people", "/consents", "/overview", "/verify", "/catalog", "/prove"))
            calls.add(new Call("GET /console" + path, staff.get("/console" + path), 200));
        calls.addAll(complaints(staff));
        calls.add(new Call("GET /console/entries", staff.get("/console/entries?limit=200"), 200));
        for (var id : List.of(permit, grant, suppression))
            calls.add(new Call("GET /console/entries/{id}", staff.get("/console/entries/" + id), 200));
        for (var id : List.of(theirs, othersPermit, strangersPermit, othersSuppression, "1"))
            calls.add(new Call("GET /console/entries/{id}", staff.get("/console/entries/" + id), 404));
        calls.add(new Call("GET /console/entries/{id}/proof", staff.get("/console/entries/" + permit + "/proof"), 200));
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
                "GET /console/prove/{id}/everything.zip",
                staff.get("/console/prove/" + grant + "/everything.zip"),
                200));
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
            calls.add(new Call(
                    "POST /console/find",
                    staff.post("/console/find", Map.of("q", found)),
                    found.equals("offers") ? 200 : 303));
        for (var other : List.of(stranger, othersPermit, theirs, unknown.toString(), "globex", "globex-mailer", "1"))
            calls.add(new Call("POST /console/find", staff.post("/console/find", Map.of("q", other)), 404));
        calls.add(new Call("POST /console/leave", staff.post("/console/leave", Map.of()), 303));
        return calls;
    }
}
