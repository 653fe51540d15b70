package dev.askfirst.platform;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every route with every role. The table is written by hand: who may do what is a decision, not a consequence. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class AccessTest {

    private static final List<String> ROLES = List.of("sender", "person", "deputy", "compliance", "admin");
    private static final TreeMap<String, Set<String>> MAY = new TreeMap<>();

    static {
        MAY.put("GET /", Set.of());
        MAY.put("GET /openapi.yaml", Set.of());
        MAY.put("GET /problems/{code}", Set.of());
        MAY.put("GET /u/{token}", Set.of());
        MAY.put("POST /u/{token}", Set.of());
        MAY.put("GET /u/{token}/undo", Set.of());
        MAY.put("POST /u/{token}/undo", Set.of());
        MAY.put("GET /p/{token}", Set.of());
        MAY.put("POST /p/{token}", Set.of());
        MAY.put("GET /v1/audit/entries", Set.of("compliance"));
        MAY.put("GET /v1/audit/statistics", Set.of("compliance"));
        MAY.put("GET /v1/audit/entries/{id}/proof", Set.of("compliance"));
        MAY.put("POST /v1/audit/exports", Set.of("compliance"));
        MAY.put("GET /v1/audit/exports/{id}", Set.of("compliance"));
        MAY.put("DELETE /v1/audit/exports/{id}", Set.of("compliance"));
        MAY.put("GET /v1/audit/exports/{id}/files/{name}", Set.of("compliance"));
        MAY.put("POST /v1/reconciliations", Set.of("sender", "compliance"));
        MAY.put("GET /v1/reconciliations", Set.of("sender", "compliance"));
        MAY.put("GET /v1/reconciliations/{id}", Set.of("sender", "compliance"));
        MAY.put("GET /v1/reconciliations/{id}/rows", Set.of("sender", "compliance"));
        MAY.put("GET /v1/reconciliations/{id}/report.csv", Set.of("sender", "compliance"));
        MAY.put("GET /looks/{controller}/{file}", Set.of());
        for (var it : List.of("checkpoint", "checkpoint/witnessed", "key")) MAY.put("GET /log/" + it, Set.of());
        MAY.put("GET /log/tile/{level}/{index}", Set.of());
        // A person's own page knows its visitors by a cookie, never by a token.
        for (var page : List.of("GET /enter", "POST /enter", "GET /e/{token}", "POST /e/{token}", "GET /me")) {
            MAY.put(page, Set.of());
        }
        for (var page :
                List.of("agree", "times", "asked", "papers", "papers/everything", "papers/{id}", "papers/erase")) {
            MAY.put("GET /me/" + page, Set.of());
        }
        for (var page : List.of("papers/{id}/receipt", "intents/read", "human/read"))
            MAY.put("GET /me/" + page, Set.of());
        for (var it : List.of("/me/deputies", "/d/{token}", "/me/take", "/me/bring")) MAY.put("GET " + it, Set.of());
        for (var it : List.of("/me/deputies", "/d/{token}", "/me/bring", "/me/rush")) MAY.put("POST " + it, Set.of());
        for (var page : List.of("/me/hours", "/me/human", "/u/{token}/human")) MAY.put("GET " + page, Set.of());
        for (var form : List.of("/me/hours", "/me/human", "/u/{token}/human")) MAY.put("POST " + form, Set.of());
        for (var page : List.of("/f/{token}", "/me/useful", "/me/attention", "/me/intents", "/me/complaints")) {
            MAY.put("GET " + page, Set.of());
            MAY.put("POST " + page, Set.of());
        }
        MAY.put("POST /me/useful/forget", Set.of());
        for (var page : List.of("usefulness", "doubts")) MAY.put("GET /console/" + page, Set.of());
        MAY.put("GET /v1/feedback", Set.of("sender", "compliance", "admin"));
        MAY.put("GET /console/requests", Set.of());
        MAY.put("POST /console/requests/{id}", Set.of());
        for (var form : List.of("times", "asked")) MAY.put("POST /me/" + form, Set.of());
        MAY.put("POST /me/papers/erase", Set.of());
        MAY.put("GET /me/visits/{token}", Set.of());
        MAY.put("POST /me/visits/{token}", Set.of());
        for (var act : List.of("code", "stop", "undo", "again", "say", "pause", "resume", "leave", "intents/end"))
            MAY.put("POST /me/" + act, Set.of());
        // So does the console know staff, after they have signed in there.
        for (var page : List.of("", "/enter", "/entries", "/entries/{id}", "/entries/{id}/proof")) {
            MAY.put("GET /console" + page, Set.of());
        }
        for (var page :
                List.of("people", "people/{id}", "consents", "verify", "catalog", "catalog/{kind}", "exports")) {
            MAY.put("GET /console/" + page, Set.of());
        }
        for (var page :
                List.of("overview", "find", "prove", "prove/{id}", "prove/of/{id}", "prove/{id}/everything.zip")) {
            MAY.put("GET /console/" + page, Set.of());
        }
        for (var page : List.of("hand", "hand/counted", "hand/{id}", "hand/{id}/hand-over.zip", "yeses")) {
            MAY.put("GET /console/" + page, Set.of());
        }
        for (var act : List.of("prove", "hand", "hand/made")) MAY.put("POST /console/" + act, Set.of());
        for (var page : List.of("complaints", "complaints/export")) MAY.put("GET /console/" + page, Set.of());
        for (var act : List.of("complaints", "complaints/{id}")) MAY.put("POST /console/" + act, Set.of());
        MAY.put("GET /console/replies", Set.of());
        MAY.put("POST /console/replies/{id}", Set.of());
        MAY.put("POST /console/find", Set.of());
        for (var page : List.of("noes", "unasked", "unasked/reports/{id}", "unasked/rows", "unasked/rows.csv")) {
            MAY.put("GET /console/" + page, Set.of());
        }
        MAY.put("POST /console/unasked", Set.of());
        for (var page : List.of("drafts", "drafts/{id}")) {
            MAY.put("GET /console/" + page, Set.of());
            MAY.put("POST /console/" + page, Set.of());
        }
        MAY.put("GET /console/sign-in", Set.of());
        MAY.put("GET /console/back", Set.of());
        MAY.put("GET /console/exports/{id}", Set.of());
        MAY.put("GET /console/exports/{id}/files/{name}", Set.of());
        for (var act : List.of("enter", "leave", "people", "exports", "exports/{id}/cancel", "catalog/{kind}")) {
            MAY.put("POST /console/" + act, Set.of());
        }
        MAY.put("POST /access/v1/evaluation", Set.of("sender"));
        MAY.put("POST /access/v1/evaluations", Set.of("sender"));
        MAY.put("GET /.well-known/authzen-configuration", Set.of());
        MAY.put("POST /v1/decisions", Set.of("sender"));
        MAY.put("POST /v1/decisions/stream", Set.of("sender"));
        MAY.put("POST /v1/scrubs", Set.of("sender"));
        MAY.put("POST /v1/mails", Set.of("sender"));
        MAY.put("POST /v1/fingerprints", Set.of("sender"));
        MAY.put("GET /v1/fingerprints/key", Set.of("sender"));
        MAY.put("POST /v1/decisions/batch", Set.of("sender"));
        MAY.put("GET /v1/decisions/{id}", Set.of("sender", "compliance"));
        MAY.put("GET /v1/decisions/{id}/current", Set.of("sender"));
        MAY.put("GET /v1/decisions/{id}/replay", Set.of("compliance"));
        MAY.put("POST /v1/decisions/{id}/outcome", Set.of("sender"));
        MAY.put("POST /v1/grants", Set.of("sender", "person", "admin"));
        // A sender only where the catalog says that it delivers the request itself; in the demo none does.
        MAY.put("POST /v1/grants/confirm", Set.of("admin"));
        MAY.put("GET /c/{token}", Set.of());
        MAY.put("POST /c/{token}", Set.of());
        MAY.put("POST /v1/refusals", Set.of("sender", "person", "admin"));
        MAY.put("POST /v1/withdrawals", Set.of("sender", "person", "admin"));
        MAY.put("POST /v1/suppressions", Set.of("sender", "admin"));
        MAY.put("GET /v1/suppressions", Set.of("sender", "compliance", "admin"));
        MAY.put("POST /v1/suppressions/lookup", Set.of("sender", "compliance", "admin"));
        MAY.put("GET /v1/suppressions/{id}", Set.of("sender", "compliance", "admin"));
        MAY.put("DELETE /v1/suppressions/{id}", Set.of("sender", "admin"));
        MAY.put("POST /v1/signals", Set.of("sender", "admin"));
        MAY.put("POST /v1/replies", Set.of("sender", "admin"));
        MAY.put("GET /v1/replies", Set.of("sender", "compliance", "admin"));
        MAY.put("POST /v1/replies/{id}/resolve", Set.of("sender", "compliance", "admin"));
        for (var route : List.of("POST /v1/complaints", "GET /v1/complaints", "GET /v1/complaints/export"))
            MAY.put(route, Set.of("sender", "compliance", "admin"));
        MAY.put("POST /v1/human-requests", Set.of("sender", "person", "compliance", "admin"));
        MAY.put("GET /v1/human-requests", Set.of("sender", "compliance", "admin"));
        MAY.put("POST /v1/human-requests/{id}/answer", Set.of("sender", "compliance", "admin"));
        for (var step : List.of("acknowledge", "resolve"))
            MAY.put("POST /v1/complaints/{id}/" + step, Set.of("sender", "compliance", "admin"));
        MAY.put("POST /v1/imports", Set.of("sender", "admin"));
        MAY.put("GET /v1/consents/expiring", Set.of("sender", "compliance", "admin"));
        MAY.put("POST /v1/persons/lookup", Set.of("admin", "compliance"));
        MAY.put("GET /v1/persons/{id}/export", Set.of("admin", "compliance", "person"));
        MAY.put("GET /v1/persons/{id}/proof", Set.of("admin", "compliance", "person"));
        MAY.put("GET /v1/persons/{id}/history", Set.of("admin", "compliance", "person"));
        MAY.put("GET /v1/persons/{id}/receipts/{event}", Set.of("admin", "compliance", "person"));
        MAY.put("GET /v1/persons/{id}", Set.of("admin", "compliance", "person"));
        // Only senders of which the catalog says so; in the demo that is the shop.
        MAY.put("POST /v1/persons/{id}/visits", Set.of("sender"));
        MAY.put("GET /v1/me", Set.of("person"));
        MAY.put("GET /v1/me/terms", Set.of("person"));
        for (var it : List.of("POST /v1/terms", "GET /v1/terms/keys")) MAY.put(it, Set.of());
        for (var of : List.of("deputies", "deputies/{d}", "hours"))
            MAY.put("GET /v1/persons/{id}/" + of, Set.of("admin", "compliance", "person"));
        for (var to : List.of("PUT %sdeputies/{d}", "DELETE %sdeputies/{d}", "DELETE %shours"))
            MAY.put(to.formatted("/v1/persons/{id}/"), Set.of("admin", "person"));
        // The provider's signature is all that counts.
        MAY.put("POST /in/{connection}", Set.of());
        MAY.put("GET /v1/connections/{id}/kept", Set.of("compliance", "admin"));
        MAY.put("GET /v1/pushes", Set.of("compliance", "admin"));
        MAY.put("POST /v1/pushes/resend", Set.of("admin"));
        MAY.put("POST /v1/pushes/{id}/resend", Set.of("admin"));
        MAY.put("GET /v1/changes", Set.of("sender", "admin"));
        MAY.put("GET /v1/webhooks", Set.of("sender", "admin"));
        MAY.put("GET /v1/webhooks/{id}", Set.of("sender", "admin"));
        MAY.put("PUT /v1/webhooks/{id}", Set.of("sender", "admin"));
        MAY.put("DELETE /v1/webhooks/{id}", Set.of("sender", "admin"));
        MAY.put("POST /v1/webhooks/{id}/rotate", Set.of("sender", "admin"));
        MAY.put("POST /v1/persons/{id}/merge", Set.of("admin"));
        MAY.put("GET /v1/persons/{id}/preferences", Set.of("admin", "compliance", "person"));
        MAY.put("PUT /v1/persons/{id}/preferences", Set.of("admin", "person"));
        MAY.put("PATCH /v1/persons/{id}/preferences", Set.of("admin", "person"));
        MAY.put("PUT /v1/persons/{id}/calm", Set.of("admin", "person"));
        MAY.put("POST /v1/persons/{id}/pause", Set.of("admin", "person"));
        MAY.put("POST /v1/persons/{id}/intents", Set.of("person"));
        MAY.put("GET /v1/persons/{id}/intents", Set.of("admin", "compliance", "person"));
        MAY.put("DELETE /v1/persons/{id}/intents/{intent}", Set.of("admin", "person"));
        MAY.put("GET /v1/intents", Set.of("sender"));
        MAY.put("DELETE /v1/persons/{id}/pause", Set.of("admin", "person"));
        MAY.put("PUT /v1/persons/{id}/hold", Set.of("admin"));
        MAY.put("DELETE /v1/persons/{id}/hold", Set.of("admin"));
        MAY.put("GET /v1/persons/{id}/contacts", Set.of("admin", "compliance", "person"));
        MAY.put("POST /v1/persons/{id}/contacts", Set.of("admin", "person"));
        MAY.put("DELETE /v1/persons/{id}/contacts/{point}", Set.of("admin", "person"));
        MAY.put("POST /v1/persons/{id}/contacts/{point}/verify", Set.of("admin"));
        MAY.put("GET /v1/persons/{id}/decisions", Set.of("admin", "compliance", "person"));
        MAY.put("DELETE /v1/persons/{id}", Set.of("admin", "person"));
        MAY.put("GET /v1/catalog/controllers/{id}/authors", Set.of("compliance", "admin"));
        for (var change : List.of("PUT", "DELETE"))
            MAY.put(change + " /v1/catalog/controllers/{id}/authors/{author}", Set.of("admin"));
        MAY.put("GET /console/authors", Set.of());
        MAY.put("GET /v1/catalog", Set.of("sender", "compliance", "admin"));
        MAY.put("GET /v1/catalog/drafts", Set.of("compliance", "admin"));
        MAY.put("POST /v1/catalog/drafts", Set.of("admin"));
        MAY.put("GET /v1/catalog/drafts/{id}", Set.of("compliance", "admin"));
        for (var act : List.of("approval", "refusal", "rebase", "what-if"))
            MAY.put("POST /v1/catalog/drafts/{id}/" + act, Set.of("admin"));
        MAY.put("GET /v1/catalog/drafts/{id}/what-if", Set.of("compliance", "admin"));
        MAY.put("DELETE /v1/catalog/drafts/{id}/what-if", Set.of("admin"));
        for (var kind : List.of(
                "controllers",
                "senders",
                "channels",
                "purposes",
                "topics",
                "notices",
                "bases",
                "retention",
                "laws",
                "connections",
                "pushes")) {
            MAY.put("GET /v1/catalog/" + kind + "/{id}", Set.of("sender", "compliance", "admin"));
            MAY.put("PUT /v1/catalog/" + kind + "/{id}", Set.of("admin"));
        }
    }

    static Stream<Routes.Route> routes() {
        return Routes.all();
    }

    @Test
    void everyRouteIsInTheTable() {
        assertEquals(
                MAY.keySet(),
                Routes.all()
                        .map(Routes.Route::toString)
                        .collect(java.util.stream.Collectors.toCollection(java.util.TreeSet::new)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("routes")
    void onlyThoseInTheTableGetThrough(Routes.Route route) {
        var allowed = MAY.get(route.toString());
        var anybody = call(route, null);
        if (allowed.isEmpty()) {
            assertFalse(Set.of(401, 403).contains(anybody), route + " without a token: " + anybody);
            return;
        }
        assertEquals(401, anybody, route + " without a token");
        for (var role : ROLES) {
            var status = call(route, token(role, route));
            // A deputy whom nobody named: what those who were named may do is in DeputyAccessTest.
            if (role.equals("deputy")) assertTrue(Set.of(403, 404).contains(status), route + " as deputy: " + status);
            else if (allowed.contains(role)) assertFalse(Set.of(401, 403).contains(status), route + " as " + role);
            else assertEquals(403, status, route + " as " + role);
        }
    }

    @Test
    void theServicesOwnPagesNeedNoToken() {
        for (var path : List.of("/q/health/live", "/q/health/ready", "/q/health/started", "/q/metrics")) {
            assertEquals(200, given().get(path).statusCode(), path);
        }
    }

    private static String token(String role, Routes.Route route) {
        return switch (role) {
            case "sender" -> Api.senderToken(route.path().endsWith("/visits") ? "acme-shop" : "acme-mailer");
            case "person" -> Api.personToken(UUID.randomUUID());
            case "deputy" -> Api.deputyToken(UUID.randomUUID());
            default -> Api.token(role);
        };
    }

    private static int call(Routes.Route route, String token) {
        var request = token == null ? Api.anybody() : Api.careless(token);
        if (route.path().equals("/v1/imports") || route.path().equals("/v1/reconciliations")) {
            request.contentType("text/csv").body("contact");
        } else if (route.path().equals("/v1/decisions/stream") || route.path().equals("/v1/scrubs")) {
            request.contentType("application/x-ndjson").body("{}\n");
        } else if (route.path().equals("/v1/mails")) {
            request.contentType("message/rfc822").body("no mail");
        } else if (route.method().equals("PATCH")) {
            request.contentType("application/merge-patch+json").body("{}");
        } else if (!route.method().equals("GET")) {
            request.contentType("application/json").body("{}");
        }
        var path = route.path().replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
        var reply = request.request(route.method(), path);
        var told = reply.header(Challenge.HEADER);
        if (reply.statusCode() == 401) assertEquals(Challenge.NO_TOKEN, told, route + " without a token");
        if (reply.statusCode() == 403)
            assertTrue(told.startsWith("Bearer error=\"insufficient_scope\", error_description=\""), told);
        return reply.statusCode();
    }
}
