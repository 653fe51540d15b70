package dev.askfirst.selfservice;

import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.staff;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

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
