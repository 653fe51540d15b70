package dev.askfirst.consent.event;

import static dev.askfirst.platform.Api.anybody;
import static dev.askfirst.platform.Api.staff;

import dev.askfirst.platform.Api;
import io.restassured.response.Response;

/** Grants that wait to be confirmed, and their confirmation. */
final class OptIns {

    static final String FORM = "application/x-www-form-urlencoded";

    private OptIns() {}

    static io.restassured.path.json.JsonPath ask(String contact) {
        return grant(staff("admin"), contact).then().statusCode(201).extract().jsonPath();
    }

    static Response grant(io.restassured.specification.RequestSpecification caller, String contact) {
        return caller.body("""
                        {"contact": "%s", "controller": "acme", "topic": "newsletter", "channel": "email",
                         "notice": {"id": "acme-marketing", "version": 1, "language": "en"},
                         "evidence": {"method": "form", "source": "https://acme.example/join"}}""".formatted(contact)).post("/v1/grants");
    }

    static Response confirm(String token) {
        return staff("admin").body("{\"token\": \"%s\"}".formatted(token)).post("/v1/grants/confirm");
    }

    static Response press(String token) {
        return anybody().contentType(FORM).body("answer=yes").post("/c/" + token);
    }

    static String question(String contact) {
        return "{\"to\": \"%s\", \"channel\": \"email\", \"topic\": \"newsletter\"}".formatted(contact);
    }

    static String answer(String contact) {
        var reply = Api.ask("acme-mailer", question(contact)).jsonPath();
        return (reply.getString("outcome") + " " + String.join(" ", reply.<String>getList("reasons.code"))).strip();
    }
}
