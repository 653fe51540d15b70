package dev.askfirst.console;

import java.util.List;
import java.util.TreeMap;

/** What staff who are limited to controllers get of each route for staff. Written by hand: that it does not tell of others is a decision. */
final class LimitedRoutes {

    /** Either what concerns their controllers and nothing else, or a refusal that says why. */
    enum Gets {
        THEIRS,
        REFUSED
    }

    private static final TreeMap<String, Gets> TABLE = new TreeMap<>();

    static {
        theirs("GET /v1/audit/entries", "GET /v1/audit/entries/{id}/proof", "GET /v1/audit/statistics");
        theirs("POST /v1/audit/exports", "GET /v1/audit/exports/{id}", "DELETE /v1/audit/exports/{id}");
        theirs("GET /v1/audit/exports/{id}/files/{name}");
        theirs("POST /v1/reconciliations", "GET /v1/reconciliations", "GET /v1/reconciliations/{id}");
        theirs("GET /v1/reconciliations/{id}/rows", "GET /v1/reconciliations/{id}/report.csv");
        theirs("GET /v1/decisions/{id}", "GET /v1/decisions/{id}/replay");
        theirs("POST /v1/grants", "POST /v1/refusals", "POST /v1/withdrawals");
        theirs("POST /v1/suppressions", "GET /v1/suppressions", "POST /v1/suppressions/lookup");
        theirs("GET /v1/suppressions/{id}", "DELETE /v1/suppressions/{id}");
        theirs("POST /v1/complaints", "GET /v1/complaints", "GET /v1/complaints/export");
        theirs("POST /v1/complaints/{id}/acknowledge", "POST /v1/complaints/{id}/resolve");
        theirs("GET /console/complaints", "GET /console/complaints/export");
        theirs("POST /console/complaints", "POST /console/complaints/{id}");
        theirs("POST /v1/human-requests", "GET /v1/human-requests", "POST /v1/human-requests/{id}/answer");
        theirs("GET /console/requests", "POST /console/requests/{id}");
        theirs("GET /v1/feedback", "GET /console/usefulness");
        theirs("POST /v1/signals", "POST /v1/replies", "GET /v1/replies", "GET /v1/consents/expiring");
        theirs("POST /v1/persons/lookup", "GET /v1/persons/{id}", "GET /v1/persons/{id}/decisions");
        theirs("GET /v1/persons/{id}/proof", "GET /v1/persons/{id}/receipts/{event}");
        theirs("GET /v1/persons/{id}/intents");
        theirs("GET /v1/catalog", "GET /v1/catalog/controllers/{id}/authors", "GET /console/authors");
        refused("PUT /v1/catalog/controllers/{id}/authors/{author}");
        refused("DELETE /v1/catalog/controllers/{id}/authors/{author}");
        // What is done to a person, or tells all of one, concerns every controller.
        refused("POST /v1/grants/confirm", "POST /v1/imports", "DELETE /v1/persons/{id}");
        for (var part : List.of("export", "history", "preferences", "contacts"))
            refused("GET /v1/persons/{id}/" + part);
        refused("POST /v1/persons/{id}/merge", "PUT /v1/persons/{id}/hold", "DELETE /v1/persons/{id}/hold");
        refused("GET /v1/connections/{id}/kept");
        refused("GET /v1/pushes", "POST /v1/pushes/resend", "POST /v1/pushes/{id}/resend");
        refused("GET /v1/persons/{id}/hours", "DELETE /v1/persons/{id}/hours");
        refused("PUT /v1/persons/{id}/calm", "PUT /v1/persons/{id}/preferences", "PATCH /v1/persons/{id}/preferences");
        refused("GET /v1/persons/{id}/deputies", "GET /v1/persons/{id}/deputies/{d}");
        refused("PUT /v1/persons/{id}/deputies/{d}", "DELETE /v1/persons/{id}/deputies/{d}");
        refused("POST /v1/persons/{id}/pause", "DELETE /v1/persons/{id}/pause");
        refused("DELETE /v1/persons/{id}/intents/{intent}");
        refused("POST /v1/persons/{id}/contacts", "DELETE /v1/persons/{id}/contacts/{point}");
        refused("POST /v1/persons/{id}/contacts/{point}/verify");
        refused("GET /v1/changes", "GET /v1/webhooks", "GET /v1/webhooks/{id}", "PUT /v1/webhooks/{id}");
        refused("DELETE /v1/webhooks/{id}", "POST /v1/webhooks/{id}/rotate");
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
            theirs("GET /v1/catalog/" + kind + "/{id}");
            // Parts are shared, or bind what others do: whoever is limited changes none.
            refused("PUT /v1/catalog/" + kind + "/{id}");
        }
        theirs("GET /console", "GET /console/entries", "GET /console/entries/{id}", "GET /console/entries/{id}/proof");
        theirs("GET /console/people", "POST /console/people", "GET /console/people/{id}", "GET /console/consents");
        theirs("GET /console/overview", "GET /console/verify", "GET /console/catalog", "GET /console/catalog/{kind}");
        theirs("GET /console/prove", "POST /console/prove", "GET /console/prove/{id}", "GET /console/prove/of/{id}");
        theirs("GET /console/prove/{id}/everything.zip", "GET /console/exports", "POST /console/exports");
        theirs("GET /console/exports/{id}", "POST /console/exports/{id}/cancel", "POST /console/leave");
        theirs("GET /console/exports/{id}/files/{name}");
        theirs("GET /console/find", "POST /console/find");
        for (var page : List.of("noes", "unasked", "unasked/reports/{id}", "unasked/rows", "unasked/rows.csv"))
            refused("GET /console/" + page);
        refused("POST /console/unasked");
        // Drafts of the catalog are changes of it, and what they would have changed is counted over all.
        for (var page : List.of("drafts", "drafts/{id}")) refused("GET /console/" + page, "POST /console/" + page);
        refused("GET /v1/catalog/drafts", "POST /v1/catalog/drafts", "GET /v1/catalog/drafts/{id}");
        for (var act : List.of("approval", "refusal", "rebase", "what-if"))
            refused("POST /v1/catalog/drafts/{id}/" + act);
        refused("GET /v1/catalog/drafts/{id}/what-if", "DELETE /v1/catalog/drafts/{id}/what-if");
        refused("POST /v1/replies/{id}/resolve", "GET /console/replies", "POST /console/replies/{id}");
        refused("POST /console/catalog/{kind}", "GET /console/yeses", "GET /console/doubts");
        refused("GET /console/hand", "POST /console/hand", "GET /console/hand/counted", "POST /console/hand/made");
        refused("GET /console/hand/{id}", "GET /console/hand/{id}/hand-over.zip");
        refused("GET /console/noes", "GET /console/unasked", "POST /console/unasked");
        refused("GET /console/unasked/reports/{id}", "GET /console/unasked/rows", "GET /console/unasked/rows.csv");
    }

    private LimitedRoutes() {}

    static TreeMap<String, Gets> table() {
        return TABLE;
    }

    private static void theirs(String... routes) {
        for (var route : routes) TABLE.put(route, Gets.THEIRS);
    }

    private static void refused(String... routes) {
        for (var route : routes) TABLE.put(route, Gets.REFUSED);
    }
}
