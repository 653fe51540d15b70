package dev.askfirst.console;

import static dev.askfirst.console.TwoCompanies.get;
import static dev.askfirst.console.TwoCompanies.post;

import dev.askfirst.catalog.Answering;
import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.console.TwoCompanies.Call;
import dev.askfirst.platform.Api;
import java.util.List;

/** Requests to talk to a human, for tests of the console. */
final class AskedHumans {

    private static final String PATH = "/v1/human-requests";
    private static final String REQUEST =
            "{\"contact\": \"%s\", \"controller\": \"%s\", \"text\": \"Where is my order?\"}";
    private static final String ANSWER = "{\"text\": \"It left today.\", \"by\": \"Kim\"}";

    private AskedHumans() {}

    /** One that waits, and one that is answered. */
    static void waitingAndAnswered(DemoCatalog catalog, String contact) {
        Answering.on(catalog);
        asked("acme", contact);
        Api.sender("acme-mailer").body(ANSWER).post(PATH + "/" + asked("acme", contact) + "/answer");
        catalog.again();
    }

    /** Each route, by staff who are limited to Acme. */
    static List<Call> calls(DemoCatalog catalog, String contact) {
        Answering.everybody(catalog);
        try {
            var theirs = asked("globex", contact);
            var asked = post("compliance", PATH, REQUEST.formatted(contact, "acme"));
            var refused = post("compliance", PATH, REQUEST.formatted(contact, "globex"), "globex");
            var route = "POST /v1/human-requests/{id}/answer";
            return List.of(
                    new Call("POST /v1/human-requests", asked, 201),
                    new Call("POST /v1/human-requests", refused, 403),
                    new Call("GET /v1/human-requests", get(PATH + "?limit=1000"), 200),
                    new Call(route, post("compliance", PATH + "/" + asked.path("id") + "/answer", ANSWER), 200),
                    new Call(route, post("compliance", PATH + "/" + theirs + "/answer", ANSWER), 404));
        } finally {
            catalog.again();
        }
    }

    private static String asked(String controller, String contact) {
        return Api.sender(controller + "-mailer")
                .body(REQUEST.formatted(contact, controller))
                .post(PATH)
                .path("id");
    }
}
