package dev.askfirst.selfservice;

import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.staff;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a controller calls itself and its words, on a page it is text. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class HostileNamesTest {

    private static final String SCRIPT = "'\\\"><script>alert(1)</script><img src=x onerror=alert(1)>{#if}{page:yes}";

    @Inject
    Database database;

    @Test
    void noNameBecomesAPartOfThePage() {
        put("controllers/hostile", """
                {"name": "%s", "names": {"en": "%s", "de": "%s"}, "address": "%s", "contact": "mailto:a@hostile.example", "language": "en"}""");
        put("senders/hostile", """
                {"name": "%s", "names": {"en": "%s"}, "controllers": ["hostile"], "channels": ["email"]}""");
        put("notices/hostile-words", """
                {"version": 1, "language": "en", "controller": "hostile", "topics": ["offers", "events"], "words": "%s"}""");
        var ana = Acts.newcomer();
        staff("admin").body("""
                        {"contact": "%s", "controller": "hostile", "topic": "offers", "channel": "email",
                         "notice": {"id": "hostile-words", "version": 1, "language": "en"},
                         "evidence": {"method": "form"}}""".formatted(ana)).post("/v1/grants").then().statusCode(201);
        var values = ask("hostile", "{\"to\": \"%s\", \"channel\": \"email\", \"topic\": \"offers\"}".formatted(ana))
                .jsonPath()
                .<String>getList("obligations.value");
        var link = values.stream().filter(it -> it.contains("/p/")).findFirst().orElseThrow();
        var path = link.substring(link.indexOf("/p/"));
        harmless(io.restassured.RestAssured.given().get(path).asString());
        var visit = Visiting.by(path).proven(database);
        for (var page : List.of("/me", "/me/times", "/me/asked", "/me/papers"))
            harmless(visit.get(page).asString());
        var papers = visit.get("/me/papers").asString();
        harmless(visit.get("/me/papers/" + papers.replaceAll("(?s).*?/me/papers/([0-9a-f-]{36}).*", "$1"))
                .asString());
    }

    /** Each would turn round what stands beside it, or fill the page. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\u202aAcme",
                "Ac\\u202bme",
                "Ac\\u202cme",
                "Ac\\u202dme",
                "Acme\\u202e",
                "Ac\\u2066me",
                "Ac\\u2067me",
                "Ac\\u2068me",
                "Acme\\u2069",
                "Ac\\u0000me",
                "Ac\\u001bme",
                "Ac\\nme",
                "Ac\\u2028me",
                "\\ud800",
                "LONG"
            })
    void aNameThatTurnsRoundOrHasNoEndIsRefused(String name) {
        var text = name.equals("LONG") ? "A".repeat(10_000) : name;
        for (var names : List.of("\"name\": \"%s\"", "\"name\": \"Acme\", \"names\": {\"de\": \"%s\"}")) {
            var body = "{" + names.formatted(text)
                    + ", \"address\": \"x\", \"contact\": \"mailto:a@b.example\", \"language\": \"en\"}";
            var refused = RestAssured.given()
                    .auth()
                    .oauth2(Api.token("admin"))
                    .contentType("application/json")
                    .body(body)
                    .put("/v1/catalog/controllers/turned");
            refused.then().statusCode(400);
            assertTrue(refused.jsonPath().getString("errors.field").contains("name"), refused::asString);
        }
    }

    private static void harmless(String page) {
        assertFalse(page.contains("<script"), page);
        assertFalse(page.contains("<img"), page);
        assertTrue(page.contains("</html>"), page);
    }

    private static void put(String path, String body) {
        var filled = body.replace("%s", SCRIPT);
        var status = staff("admin").body(filled).put("/v1/catalog/" + path).statusCode();
        assertTrue(status == 200 || status == 201, path + " " + status);
    }
}
