package dev.askfirst.selfservice;

import static dev.askfirst.platform.Api.anybody;
import static dev.askfirst.platform.Api.staff;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import io.restassured.response.Response;
import java.util.UUID;

/** Buttons pressed on the page of a link, and an address that becomes another person’s. */
final class PagePresses {

    static final String FORM = "application/x-www-form-urlencoded";

    private PagePresses() {}

    static void handOver(String contact, UUID from, UUID to) {
        remove(contact, from);
        add(contact, to);
    }

    static void add(String contact, UUID person) {
        staff("admin")
                .body("{\"contact\": \"%s\", \"verified\": true}".formatted(contact))
                .post("/v1/persons/" + person + "/contacts")
                .then()
                .statusCode(201);
    }

    static void remove(String contact, UUID person) {
        add(Acts.newcomer(), person);
        var contacts = "/v1/persons/" + person + "/contacts";
        var all = staff("admin").get(contacts).jsonPath();
        var at = all.<String>getList("contacts.contact").indexOf(contact);
        assertTrue(at >= 0, contact);
        staff("admin")
                .delete(contacts + "/" + all.getList("contacts.id").get(at))
                .then()
                .statusCode(204);
    }

    static Response press(String link, String press) {
        return pressed(link, press.equals("one-click") ? "List-Unsubscribe=One-Click" : "stop=" + press);
    }

    static Response pressed(String link, String body) {
        return anybody().contentType(FORM).body(body).post(link);
    }
}
