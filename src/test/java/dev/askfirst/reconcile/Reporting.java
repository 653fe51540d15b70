package dev.askfirst.reconcile;

import static dev.askfirst.platform.Api.staff;

import dev.askfirst.platform.Await;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Hands in delivery reports as compliance staff do, and puts what comes out into lines that stand well in a test. */
final class Reporting {

    private static final Duration LONG = Duration.ofSeconds(60);

    private Reporting() {}

    static Response post(String sender, String csv, Map<String, ?> more) {
        return staff("compliance")
                .contentType("text/csv")
                .queryParam("sender", sender)
                .queryParams(more)
                .body(csv.getBytes(StandardCharsets.UTF_8))
                .post("/v1/reconciliations");
    }

    /** The id of a report that is matched. */
    static String done(String sender, Instant from, Instant to, String csv) {
        var reply = post(sender, csv, Map.of("from", from.toString(), "to", to.toString()));
        reply.then().statusCode(202);
        return await(reply.jsonPath().getString("id"));
    }

    static String await(String id) {
        Await.until(
                "the report is matched",
                LONG,
                () -> !List.of("waiting", "running").contains(status(id).getString("state")));
        return id;
    }

    static JsonPath status(String id) {
        return staff("compliance").get("/v1/reconciliations/" + id).jsonPath();
    }

    /** Permits, without asking, after expiry, against a deny, unused, rejected. */
    static List<Integer> counts(String id) {
        var status = status(id);
        var counts = new ArrayList<Integer>();
        for (var name : List.of(
                "sentWithPermit",
                "sentWithoutAsking",
                "sentAfterExpiry",
                "sentAgainstDeny",
                "permitUnused",
                "rejected")) counts.add(status.getInt("counts." + name));
        return counts;
    }

    /** {@code 2 sent_with_permit}, {@code 3 sent_without_asking not_asked} and so on, by pages of two. */
    static List<String> rows(String id) {
        var rows = new ArrayList<String>();
        String next = null;
        do {
            var request = staff("compliance").queryParam("limit", 2);
            if (next != null) request.queryParam("cursor", next);
            var page = request.get("/v1/reconciliations/" + id + "/rows").jsonPath();
            for (var row : page.<Map<String, Object>>getList("rows")) {
                var line = row.getOrDefault("line", "-") + " " + row.get("result");
                rows.add((line + " " + row.getOrDefault("detail", "")).strip());
            }
            next = page.getString("next");
        } while (next != null);
        return rows;
    }
}
